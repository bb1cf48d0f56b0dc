package dev.mooring.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Faults that end connections, or lose what they carry. */
class FaultProxyDeadlyFaultsTest {
    private final Wire wire = new Wire();

    @AfterEach
    void close() throws IOException {
        wire.close();
    }

    @Test
    void resetIsSeenAsConnectionReset() throws IOException {
        Wire.Ends ends = wire.open();

        wire.proxy.onLive().reset();

        assertReset(ends.client());
        assertReset(ends.server());
        assertThat(wire.proxy.live()).isZero();
    }

    @Test
    void resetBeforeTheFirstByteIsSeenAsConnectionReset() throws IOException {
        wire.proxy.onConnection(1).reset();

        assertReset(wire.connect());
    }

    @Test
    void cutIsSeenAsTheEndOfTheStream() throws IOException {
        Wire.Ends ends = wire.open();

        wire.proxy.onLive().cut();

        assertThat(ends.client().getInputStream().read()).isEqualTo(-1);
        assertThat(ends.server().getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void cutConnectionIsOverWhenBothEndsHaveClosed() throws IOException {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().cut();
        Wire.write(ends.client(), "too late");

        ends.client().close();
        ends.server().close();

        await().until(() -> wire.proxy.live() == 0);
        assertThat(wire.proxy.connection(1).toServer()).isZero();
    }

    @Test
    void cutAfterDeliversExactlySoManyBytes() throws IOException {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().cutAfter(5, Direction.TO_CLIENT);

        Wire.write(ends.client(), "more than five in the other direction");
        Wire.write(ends.server(), "1234567");

        assertThat(Wire.readToEnd(ends.client())).isEqualTo("12345");
        assertThat(Wire.readToEnd(ends.server())).isSubstringOf("more than five in the other direction");
    }

    @Test
    void cutAfterCountsFromTheMomentItIsAskedFor() throws IOException {
        Wire.Ends ends = wire.open();
        Wire.write(ends.client(), "before");
        Wire.read(ends.server(), 6);

        wire.proxy.onLive().cutAfter(3, Direction.TO_SERVER);
        Wire.write(ends.client(), "behind");

        assertThat(Wire.readToEnd(ends.server())).isEqualTo("beh");
    }

    @Test
    void cutAfterWithoutDirectionTakesWhicheverIsFirst() throws IOException {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().cutAfter(4);

        Wire.write(ends.server(), "123");
        Wire.read(ends.client(), 3);
        Wire.write(ends.client(), "12345");

        assertThat(Wire.readToEnd(ends.server())).isEqualTo("1234");
    }

    @Test
    void resetAfterDeliversExactlySoManyBytes() throws IOException {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().after(3, Direction.TO_SERVER).reset();

        Wire.write(ends.client(), "12345");

        assertThat(Wire.read(ends.server(), 3)).isEqualTo("123");
        assertReset(ends.server());
    }

    @Test
    void blackHoleDeliversNothingAndKeepsBothSocketsOpen() throws IOException {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().blackHole();

        Wire.write(ends.client(), "swallowed");
        Wire.write(ends.server(), "swallowed too");

        await().until(() -> wire.proxy.connection(1).fromClient() == 9);
        Wire.assertHearsNothing(ends.client());
        Wire.assertHearsNothing(ends.server());
        assertThat(wire.proxy.connection(1)).isEqualTo(new ConnectionStats(1, true, 9, 0, 13, 0));
    }

    @Test
    void blackHoleHidesThatTheOtherEndHasClosed() throws IOException {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().blackHole();

        ends.server().close();

        Wire.assertHearsNothing(ends.client());
        Wire.write(ends.client(), "still open");
    }

    @Test
    void blackHoleHidesThatTheOtherEndWasReset() throws IOException {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().blackHole();

        ends.client().setSoLinger(true, 0);
        ends.client().close();

        Wire.assertHearsNothing(ends.server());
        Wire.write(ends.server(), "still open");
        Wire.assertHearsNothing(ends.server());
    }

    @Test
    void blackHoleInOneDirectionLeavesTheOtherAlone() throws IOException {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().blackHole(Direction.TO_CLIENT);

        Wire.write(ends.client(), "heard");
        assertThat(Wire.read(ends.server(), 5)).isEqualTo("heard");
        Wire.write(ends.server(), "unheard");
        Wire.assertHearsNothing(ends.client());
    }

    @Test
    void deathOfTheReceiverIsHiddenByABlackHoleOnTheWayBack() throws IOException {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().blackHole(Direction.TO_SERVER);
        ends.client().close();

        ends.server().getOutputStream().write(new byte[16 << 20]);

        Wire.assertHearsNothing(ends.server());
    }

    @Test
    void blackHoleThatSwallowedNothingHeals() throws IOException {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().blackHole();

        wire.proxy.heal();

        Wire.write(ends.client(), "alive");
        assertThat(Wire.read(ends.server(), 5)).isEqualTo("alive");
    }

    @Test
    void blackHoleThatSwallowedSomethingStaysOne() throws IOException {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().blackHole();
        Wire.write(ends.client(), "gap");
        await().until(() -> wire.proxy.connection(1).fromClient() == 3);

        wire.proxy.heal();

        Wire.write(ends.client(), "behind the gap");
        Wire.assertHearsNothing(ends.server());
        Wire.write(ends.server(), "no gap here");
        assertThat(Wire.read(ends.client(), 11)).isEqualTo("no gap here");
    }

    @Test
    void blackHoleIsOverWhenBothEndsHaveClosed() throws IOException {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().blackHole();

        ends.client().close();
        ends.server().close();

        await().until(() -> wire.proxy.live() == 0);
    }

    @Test
    void refusedConnectIsSeenAsConnectException() throws IOException {
        Wire.Ends live = wire.open();

        wire.proxy.refuse();

        assertThatThrownBy(wire::connect).isInstanceOf(ConnectException.class);
        Wire.write(live.client(), "goes on");
        assertThat(Wire.read(live.server(), 7)).isEqualTo("goes on");
    }

    @Test
    void refusingProxyReopensOnTheSamePort() throws IOException {
        int port = wire.proxy.port();
        for (int round = 0; round < 20; round++) {
            wire.proxy.refuse().refuse();
            assertThatThrownBy(wire::connect).isInstanceOf(ConnectException.class);
            wire.proxy.reopen().reopen();
            wire.open();
        }
        assertThat(wire.proxy.port()).isEqualTo(port);
        assertThat(wire.proxy.accepted()).isEqualTo(20);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void portOfARefusingProxyIsNotGivenToOthers() throws IOException {
        wire.proxy.refuse();

        try (ServerSocket other = new ServerSocket()) {
            other.setReuseAddress(false);
            assertThatThrownBy(() -> other.bind(new InetSocketAddress(wire.proxy.host(), wire.proxy.port())))
                    .isInstanceOf(BindException.class);
        }
    }

    @Test
    void healedProxyNoLongerRefuses() throws IOException {
        wire.proxy.refuse().heal();

        wire.open();
    }

    @Test
    void silentProxyAcceptsAndSaysNothing() throws IOException {
        wire.proxy.onFuture().silence();

        Socket client = wire.connect();
        Wire.write(client, "hello?");

        Wire.assertHearsNothing(client);
        assertThat(wire.proxy.connection(1)).isEqualTo(new ConnectionStats(1, true, 0, 0, 0, 0));
        wire.server.setSoTimeout(1);
        assertThatThrownBy(wire::accept).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void silenceEndsWhenHealed() throws IOException {
        wire.proxy.onFuture().silence();
        Socket client = wire.connect();
        Wire.write(client, "hello?");
        assertThat(wire.proxy.live()).isOne();

        wire.proxy.heal();

        assertThat(Wire.read(wire.accept(), 6)).isEqualTo("hello?");
    }

    @Test
    void silentConnectionCanBeCut() throws IOException {
        wire.proxy.onFuture().silence();
        Socket client = wire.connect();

        wire.proxy.onLive().cut();

        assertThat(client.getInputStream().read()).isEqualTo(-1);
        client.close();
        await().until(() -> wire.proxy.live() == 0);
    }

    @Test
    void silenceFreezesALiveConnection() throws IOException {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().silence();

        Wire.write(ends.client(), "hello?");
        Wire.assertHearsNothing(ends.server());

        wire.proxy.heal();
        assertThat(Wire.read(ends.server(), 6)).isEqualTo("hello?");
    }

    private static void assertReset(Socket socket) {
        assertThatThrownBy(() -> socket.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("Connection reset");
    }
}
