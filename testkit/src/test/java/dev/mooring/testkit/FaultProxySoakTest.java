package dev.mooring.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Many connections with random faults at once. */
class FaultProxySoakTest {
    private static final int CONNECTIONS = 200;
    private static final byte[] SENT = pattern(8192);

    @Test
    void whatArrivesIsABeginningOfWhatWasSent() throws IOException {
        FaultSchedule schedule = FaultSchedule.random();
        List<Socket> clients = new ArrayList<>();
        Queue<Socket> servers = new ConcurrentLinkedQueue<>();
        try (ServerSocket server = Wire.listen();
                FaultProxy proxy = FaultProxy.to(server::getLocalPort).start().follow(schedule)) {
            startAccepting(server, servers);
            for (int number = 1; number <= CONNECTIONS; number++) {
                Socket client = new Socket(proxy.host(), proxy.port());
                clients.add(client);
                writeIfPossible(client);
            }
            await().untilAsserted(() -> assertHealthyOnesAreComplete(schedule, proxy));
            proxy.close();

            for (Socket socket : clients) {
                assertBeginning(received(socket), schedule);
            }
            for (Socket socket : servers) {
                assertBeginning(received(socket), schedule);
            }
        }
    }

    private static void assertHealthyOnesAreComplete(FaultSchedule schedule, FaultProxy proxy) {
        assertThat(proxy.accepted()).isEqualTo(CONNECTIONS);
        for (ConnectionStats connection : proxy.connections()) {
            if (schedule.faults(connection.number()).isEmpty()) {
                assertThat(connection)
                        .as("%s", schedule)
                        .isEqualTo(new ConnectionStats(
                                connection.number(), true, SENT.length, SENT.length, SENT.length, SENT.length));
            }
        }
    }

    private static void assertBeginning(byte[] received, FaultSchedule schedule) {
        // Not left to a byte-wise assertion: its message would be 16 KiB long.
        assertThat(Arrays.equals(received, Arrays.copyOf(SENT, received.length)))
                .as("%s: %d bytes are as they were sent", schedule, received.length)
                .isTrue();
    }

    private static void startAccepting(ServerSocket server, Queue<Socket> accepted) {
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    Socket socket = server.accept();
                    accepted.add(socket);
                    writeIfPossible(socket);
                }
            } catch (IOException closed) {
                // The test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void writeIfPossible(Socket socket) {
        try {
            socket.getOutputStream().write(SENT);
        } catch (IOException reset) {
            // As its faults may want it.
        }
    }

    /** What the socket has received until it ended, in whichever way. */
    private static byte[] received(Socket socket) {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try (socket) {
            socket.setSoTimeout(10_000);
            socket.getInputStream().transferTo(received);
        } catch (IOException reset) {
            // An end as good as any.
        }
        return received.toByteArray();
    }

    private static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
