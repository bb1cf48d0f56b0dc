package dev.mooring.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class FaultProxyCloseTest {
    @Test
    void closeLeavesNeitherThreadNorDescriptor() throws IOException {
        useEverythingOnce();
        LeakCheck before = LeakCheck.snapshot();

        for (int round = 0; round < 20; round++) {
            useEverythingOnce();
        }

        await().untilAsserted(() -> before.difference().assertWithin(0, 0, 1 << 20));
    }

    private static void useEverythingOnce() throws IOException {
        try (Wire wire = new Wire()) {
            wire.open();
            wire.open();
            wire.proxy.onConnection(1).blackHole();
            wire.proxy.onConnection(2).reset();
            wire.proxy.onConnection(3).silence();
            wire.connect();
            wire.open();
            wire.proxy.onLive().stopReading(Direction.BOTH).cutAfter(1);
            wire.proxy.refuse();
        }
    }

    @Test
    void aPortThatIsNoneIsRefusedBeforeAThreadIsThere() {
        for (int port : new int[] {-1, 70_000}) {
            assertThatThrownBy(() ->
                            FaultProxy.to("127.0.0.1", 1).listenOn(port).start().close())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("port must be between 0 and 65535, but is " + port);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("fault-proxy");
    }

    @Test
    void threadHasEndedWhenCloseReturns() {
        FaultProxy.to("127.0.0.1", 1).start().close();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("fault-proxy");
    }

    @Test
    void connectionsThatEndLeaveNoDescriptor() throws IOException {
        try (Wire wire = new Wire()) {
            wire.open();
            LeakCheck before = LeakCheck.snapshot();
            for (int round = 0; round < 100; round++) {
                try (Socket client = wire.connect();
                        Socket server = wire.accept()) {
                    Wire.write(client, "x");
                    Wire.read(server, 1);
                }
            }
            await().until(() -> wire.proxy.live() == 1);
            before.difference().assertWithin(0, 0, 8 << 20);
        }
    }

    @Test
    void closeEndsLiveConnectionsAndTheListener() throws IOException {
        try (Wire wire = new Wire()) {
            Wire.Ends ends = wire.open();

            wire.proxy.close();

            assertThat(ends.client().getInputStream().read()).isEqualTo(-1);
            assertThat(ends.server().getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(wire::connect).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void closedProxyStillCountsAndTakesNoMoreFaults() throws IOException {
        try (Wire wire = new Wire()) {
            wire.open();
            wire.proxy.close();
            wire.proxy.close();

            assertThat(wire.proxy.accepted()).isOne();
            assertThat(wire.proxy.live()).isZero();
            assertThatThrownBy(() -> wire.proxy.onLive().reset())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        }
    }

    @Test
    void takenPortIsReportedAndLeavesNoThread() throws IOException {
        try (ServerSocket taken = Wire.listen()) {
            LeakCheck before = LeakCheck.snapshot();

            assertThatThrownBy(() -> FaultProxy.to("127.0.0.1", 1)
                            .listenOn(taken.getLocalPort())
                            .start())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(String.valueOf(taken.getLocalPort()));

            assertThat(before.difference().newThreads()).isEmpty();
        }
    }
}
