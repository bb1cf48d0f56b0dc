package dev.mooring.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which connections a fault hits. */
class FaultProxyPlanTest {
    private final Wire wire = new Wire();

    @AfterEach
    void close() throws IOException {
        wire.close();
    }

    @Test
    void faultOfANumberedConnectionWaitsForIt() throws IOException {
        wire.proxy.onConnection(2).cutAfter(3, Direction.TO_SERVER);

        assertThat(heard(wire.open())).isEqualTo("hello");
        assertThat(heard(wire.open())).isEqualTo("hel");
        assertThat(heard(wire.open())).isEqualTo("hello");
    }

    @Test
    void faultOfANumberedConnectionHitsItWhenItIsLive() throws IOException {
        Wire.Ends first = wire.open();
        Wire.Ends second = wire.open();

        wire.proxy.onConnection(1).reset();

        assertReset(first.client());
        assertThat(heard(second)).isEqualTo("hello");
    }

    @Test
    void faultOfAConnectionThatIsOverHitsNobody() throws IOException {
        wire.open();
        wire.proxy.onLive().reset();

        wire.proxy.onConnection(1).blackHole();

        assertThat(heard(wire.open())).isEqualTo("hello");
    }

    @Test
    void faultOnLiveSparesFutureConnections() throws IOException {
        Wire.Ends live = wire.open();

        wire.proxy.onLive().reset();

        assertReset(live.client());
        assertThat(heard(wire.open())).isEqualTo("hello");
    }

    @Test
    void faultOnLiveHitsAConnectionNobodyHasLookedAtYet() throws IOException {
        Socket client = wire.connect();

        wire.proxy.onLive().reset();

        assertReset(client);
    }

    @Test
    void faultOnFutureSparesLiveConnections() throws IOException {
        Wire.Ends live = wire.open();

        wire.proxy.onFuture().reset();

        assertReset(wire.connect());
        assertReset(wire.connect());
        assertThat(heard(live)).isEqualTo("hello");
    }

    @Test
    void faultOnAllHitsLiveAndFutureConnections() throws IOException {
        Wire.Ends live = wire.open();

        wire.proxy.onAll().cutAfter(2, Direction.TO_SERVER);

        assertThat(heard(live)).isEqualTo("he");
        assertThat(heard(wire.open())).isEqualTo("he");
    }

    @Test
    void healEndsFaultsPresentAndPlanned() throws IOException {
        Wire.Ends live = wire.open();
        wire.proxy.onAll().cutAfter(2, Direction.TO_SERVER);
        wire.proxy.onConnection(2).reset();
        wire.proxy.follow(FaultSchedule.seeded(1).generatedBy(random -> List.of(new Fault.Reset())));

        wire.proxy.heal();

        assertThat(heard(live)).isEqualTo("hello");
        assertThat(heard(wire.open())).isEqualTo("hello");
    }

    @Test
    void numberedConnectionCanBeExemptFromWhatAllOthersGet() throws IOException {
        wire.proxy.onFuture().reset();
        wire.proxy.onConnection(2).heal();

        assertReset(wire.connect());
        assertThat(heard(wire.open())).isEqualTo("hello");
        assertReset(wire.connect());
    }

    @Test
    void faultsOfOneConnectionAddUp() throws IOException {
        wire.proxy.onFuture().trickle(100, Direction.TO_SERVER).cutAfter(4, Direction.TO_SERVER);

        assertThat(heard(wire.open())).isEqualTo("hell");
    }

    @Test
    void laterFaultOfTheSameKindReplacesTheEarlier() throws IOException {
        wire.proxy.onFuture().trickle(1).trickle(1_000_000);

        assertThat(heard(wire.open())).isEqualTo("hello");
    }

    @Test
    void faultAfterBytesMayItselfBeFollowedByOne() throws IOException {
        wire.proxy
                .onFuture()
                .after(2, Direction.TO_SERVER)
                .after(1, Direction.TO_SERVER)
                .cut();

        assertThat(heard(wire.open())).isEqualTo("hel");
    }

    @Test
    void faultAfterBytesInEitherDirectionHappensOnce() throws IOException {
        Wire.Ends ends = wire.open();
        wire.proxy.onLive().after(2, Direction.BOTH).latency(Duration.ofMinutes(10), Direction.TO_CLIENT);
        Wire.write(ends.client(), "ab");
        Wire.read(ends.server(), 2);

        wire.proxy.onLive().latency(Duration.ZERO, Direction.TO_CLIENT);
        Wire.write(ends.server(), "cdef");

        assertThat(Wire.read(ends.client(), 4)).isEqualTo("cdef");
    }

    @Test
    void scheduleGivesEachConnectionItsFaults() throws IOException {
        int[] connections = {0};
        wire.proxy.follow(FaultSchedule.seeded(1)
                .healthyFrom(3)
                .generatedBy(
                        random -> List.of(new Fault.After(++connections[0], Direction.TO_SERVER, new Fault.Cut()))));

        assertThat(heard(wire.open())).isEqualTo("h");
        assertThat(heard(wire.open())).isEqualTo("he");
        assertThat(heard(wire.open())).isEqualTo("hello");
    }

    @Test
    void connectionIsResetWhenItsScheduleFails() throws IOException {
        wire.proxy.follow(FaultSchedule.seeded(1).generatedBy(random -> {
            throw new IllegalStateException("broken generator");
        }));

        assertReset(wire.connect());
    }

    @Test
    void connectionThatHasNotComeHasNoCounters() {
        assertThatThrownBy(() -> wire.proxy.connection(1))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("0 live of 0 accepted");
    }

    /** What the server hears when the client says hello and ends. */
    private static String heard(Wire.Ends ends) throws IOException {
        Wire.write(ends.client(), "hello");
        ends.client().shutdownOutput();
        return Wire.readToEnd(ends.server());
    }

    private static void assertReset(Socket socket) {
        assertThatThrownBy(() -> socket.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("Connection reset");
    }
}
