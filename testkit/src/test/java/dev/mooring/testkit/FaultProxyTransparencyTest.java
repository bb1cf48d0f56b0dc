package dev.mooring.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultProxyTransparencyTest {
    private final Wire wire = new Wire();

    @AfterEach
    void close() throws IOException {
        wire.close();
    }

    @Test
    void bytesGoThroughInBothDirections() throws IOException {
        Wire.Ends ends = wire.open();

        Wire.write(ends.client(), "question");
        assertThat(Wire.read(ends.server(), 8)).isEqualTo("question");
        Wire.write(ends.server(), "answer");
        assertThat(Wire.read(ends.client(), 6)).isEqualTo("answer");
    }

    @Test
    void megabytesGoThroughUnchanged() throws IOException {
        Wire.Ends ends = wire.open();
        byte[] sent = new byte[8 << 20];
        new Random(1).nextBytes(sent);

        CompletableFuture<Void> writing = write(ends.client(), sent);
        byte[] arrived = ends.server().getInputStream().readNBytes(sent.length);

        assertThat(arrived).isEqualTo(sent);
        writing.join();
    }

    @Test
    void aTapSeesWhatIsDeliveredAndNothingElse() throws IOException {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        Tap tap = (connection, direction, bytes) ->
                seen.add(connection + " " + direction + " " + StandardCharsets.US_ASCII.decode(bytes));
        try (FaultProxy proxy = FaultProxy.to("127.0.0.1", wire.server.getLocalPort())
                        .tap(tap)
                        .start();
                Socket client = new Socket("127.0.0.1", proxy.port());
                Socket server = wire.accept()) {
            proxy.onConnection(1).after(3, Direction.TO_CLIENT).blackHole();
            Wire.write(client, "question");
            assertThat(Wire.read(server, 8)).isEqualTo("question");
            Wire.write(server, "answer");
            assertThat(Wire.read(client, 3)).isEqualTo("ans");
        }
        assertThat(seen).containsExactly("1 TO_SERVER question", "1 TO_CLIENT ans");
    }

    @Test
    void aTapThatFailsCostsItsConnectionAlone() throws IOException {
        Tap tap = (connection, direction, bytes) -> assertThat(connection).isNotEqualTo(1);
        try (FaultProxy proxy =
                FaultProxy.to("127.0.0.1", wire.server.getLocalPort()).tap(tap).start()) {
            try (Socket client = new Socket("127.0.0.1", proxy.port());
                    Socket server = wire.accept()) {
                client.setSoTimeout(10_000);
                Wire.write(client, "question");
                assertThatThrownBy(() -> Wire.read(client, 1)).hasMessageContaining("reset");
                assertThatThrownBy(() -> Wire.readToEnd(server)).hasMessageContaining("reset");
            }
            try (Socket client = new Socket("127.0.0.1", proxy.port());
                    Socket server = wire.accept()) {
                Wire.write(client, "question");
                assertThat(Wire.read(server, 8)).isEqualTo("question");
            }
        }
    }

    @Test
    void halfCloseGoesThroughAndTheOtherHalfStaysOpen() throws IOException {
        Wire.Ends ends = wire.open();
        Wire.write(ends.client(), "last");
        ends.client().shutdownOutput();

        assertThat(Wire.readToEnd(ends.server())).isEqualTo("last");
        Wire.write(ends.server(), "reply");
        assertThat(Wire.read(ends.client(), 5)).isEqualTo("reply");
        assertThat(wire.proxy.live()).isOne();
    }

    @Test
    void connectionIsOverWhenBothEndsHaveClosed() throws IOException {
        Wire.Ends ends = wire.open();

        ends.client().close();
        assertThat(Wire.readToEnd(ends.server())).isEmpty();
        ends.server().close();

        await().until(() -> wire.proxy.live() == 0);
        assertThat(wire.proxy.connection(1).live()).isFalse();
    }

    @Test
    void resetGoesThrough() throws IOException {
        Wire.Ends ends = wire.open();
        Wire.write(ends.server(), "x");
        assertThat(Wire.read(ends.client(), 1)).isEqualTo("x");

        ends.server().setSoLinger(true, 0);
        ends.server().close();

        assertThatThrownBy(() -> ends.client().getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
        await().until(() -> wire.proxy.live() == 0);
    }

    @Test
    void resetThatAWriteHasFoundGoesThrough() throws IOException {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().stopReading(Direction.TO_SERVER);
        ends.client().setSoLinger(true, 0);
        ends.client().close();
        Wire.write(ends.server(), "to nobody");
        await().until(() -> wire.proxy.connection(1).fromServer() > 0);

        wire.proxy.heal();

        assertThatThrownBy(() -> ends.server().getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void senderIsResetWhenTheReceiverIsGone() throws IOException {
        Wire.Ends ends = wire.open();

        ends.client().close();

        assertThatThrownBy(() -> ends.server().getOutputStream().write(new byte[64 << 20]))
                .isInstanceOf(SocketException.class);
        await().until(() -> wire.proxy.live() == 0);
    }

    @Test
    void slowReceiverIsFeltByTheSender() throws IOException {
        Wire.Ends ends = wire.open();
        byte[] much = new byte[64 << 20];

        CompletableFuture<Void> writing = write(ends.client(), much);
        await().until(() -> wire.proxy.connection(1).fromClient() > 0);
        assertThat(writing).isNotDone();

        assertThat(ends.server().getInputStream().readNBytes(much.length)).hasSize(much.length);
        writing.join();
    }

    @Test
    void clientIsResetWhenTheServerRefuses() throws IOException {
        wire.server.close();

        Socket client = wire.connect();

        assertThatThrownBy(() -> client.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void retargetedProxyUsesTheNewServerForNewConnections() throws IOException {
        Wire.Ends old = wire.open();
        try (ServerSocket other = Wire.listen()) {
            wire.proxy.retarget("127.0.0.1", other.getLocalPort());

            Socket client = wire.connect();
            try (Socket server = other.accept()) {
                Wire.write(client, "new");
                assertThat(Wire.read(server, 3)).isEqualTo("new");
            }
            Wire.write(old.client(), "old");
            assertThat(Wire.read(old.server(), 3)).isEqualTo("old");
        }
    }

    @Test
    void portOfTheServerMayBecomeKnownLater() throws IOException {
        ServerSocket[] late = new ServerSocket[1];
        try (FaultProxy proxy = FaultProxy.to(() -> late[0].getLocalPort()).start();
                ServerSocket server = Wire.listen()) {
            late[0] = server;
            try (Socket client = new Socket(proxy.host(), proxy.port());
                    Socket accepted = server.accept()) {
                Wire.write(client, "hi");
                assertThat(Wire.read(accepted, 2)).isEqualTo("hi");
            }
        }
    }

    @Test
    void countersTellConnectionsAndBytesEachWay() throws IOException {
        Wire.Ends first = wire.open();
        wire.open();
        Wire.write(first.client(), "12345");
        Wire.read(first.server(), 5);
        Wire.write(first.server(), "123");
        Wire.read(first.client(), 3);

        assertThat(wire.proxy.connections())
                .containsExactly(new ConnectionStats(1, true, 5, 5, 3, 3), new ConnectionStats(2, true, 0, 0, 0, 0));
        assertThat(wire.proxy.accepted()).isEqualTo(2);
        assertThat(wire.proxy.live()).isEqualTo(2);
    }

    @Test
    void unknownHostIsRefusedAtOnce() {
        assertThatThrownBy(() -> FaultProxy.to("no-such-host.invalid", 80))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no-such-host.invalid");
    }

    @Test
    void endOfAWriterThatHadEndedItsOwnStreamBeforeIsAReset() throws IOException {
        Wire.Ends ends = wire.open();
        ends.client().shutdownOutput();
        assertThat(Wire.readToEnd(ends.server())).isEmpty();

        ends.client().setSoLinger(true, 0);
        ends.client().close();

        assertThatThrownBy(() -> ends.server().getOutputStream().write(new byte[64 << 20]))
                .isInstanceOf(SocketException.class);
        await().until(() -> wire.proxy.live() == 0);
    }

    private static CompletableFuture<Void> write(Socket socket, byte[] bytes) {
        return CompletableFuture.runAsync(() -> {
            try {
                socket.getOutputStream().write(bytes);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
