package dev.mooring.tyrus;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.testkit.Direction;
import dev.mooring.testkit.Fault;
import dev.mooring.testkit.FaultProxyExtension;
import dev.mooring.testkit.FaultSchedule;
import dev.mooring.websocket.Closed;
import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.Opened;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.StateChanged;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Random faults for a while: nothing arrives twice or out of order, and every send is told its end once. The seed is logged;
 * {@code -Dmooring.soak.seconds=600} for the long run.
 */
class FaultSoakTest {

    private static final int SECONDS = Integer.getInteger("mooring.soak.seconds", 5);

    private final Recorder recorder = new Recorder();
    private final FaultSchedule schedule = FaultSchedule.random().generatedBy(FaultSoakTest::nextFaults);
    private EchoServer server;

    @RegisterExtension
    final FaultProxyExtension proxy =
            FaultProxyExtension.to(() -> server.port()).following(schedule);

    @BeforeEach
    void start() throws Exception {
        System.out.println(schedule);
        server = EchoServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void nothingArrivesTwiceOrOutOfOrder() throws Exception {
        int most = SECONDS * 2_000;
        AtomicIntegerArray completions = new AtomicIntegerArray(most);
        AtomicInteger failed = new AtomicInteger();
        int sent = 0;
        try (ResilientContainer container = Quick.container(recorder)
                .heartbeat(Heartbeat.ping().every(ofMillis(150)).timeout(ofMillis(100)))
                .sendTimeout(ofMillis(300))
                .connectTimeout(ofMillis(300))
                .outbox(Outbox.ofMessages(most))
                .build()) {
            ResilientSession session = container.connectToServer(recorder, server.through(proxy.port(), "sink"));
            long end = System.nanoTime() + ofSeconds(SECONDS).toNanos();
            while (System.nanoTime() < end && sent < most) {
                int number = sent++;
                session.getAsyncRemote().sendText(String.valueOf(number), result -> {
                    completions.incrementAndGet(number);
                    failed.addAndGet(result.isOK() ? 0 : 1);
                });
                if (number % 20 == 0) {
                    java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
                }
            }
            proxy.proxy().heal();
            session.reconnect();
            await().atMost(ofSeconds(60)).until(() -> session.isOpen() && session.bufferedAmount() == 0);
            AtomicInteger last = new AtomicInteger(); // the heartbeat has so little patience that one may be lost, too
            await().atMost(ofSeconds(60)).until(() -> {
                session.getAsyncRemote().sendText(String.valueOf(last.decrementAndGet()));
                return server.received.stream().anyMatch(text -> text.startsWith("-"));
            });
            session.close();
            Quick.awaitEnd(session);
        }
        report(sent, failed.get());
        for (int i = 0; i < sent; i++) {
            assertThat(completions.get(i)).as("completions of message " + i).isEqualTo(1);
        }
        assertThat(new HashSet<>(server.received)).as("none twice").hasSameSizeAs(server.received);
        assertThat(asSent()).as("in order, connection by connection").isSorted();
        eventsAreInOrder();
    }

    /** An old connection's last bytes may reach the server when it has heard from the new one: that is the network's order. */
    private List<Integer> asSent() {
        return server.receivedBySession.values().stream()
                .flatMap(List::stream)
                .map(Integer::valueOf)
                .filter(n -> n >= 0)
                .toList();
    }

    private static List<Fault> nextFaults(Random random) {
        List<Fault> faults = new ArrayList<>();
        Direction direction = random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT;
        if (random.nextInt(3) == 0) {
            faults.add(new Fault.Latency(ofMillis(1 + random.nextInt(30)), direction));
        }
        Fault end = switch (random.nextInt(5)) {
            case 0 -> new Fault.Cut();
            case 1 -> new Fault.Reset();
            case 2 -> new Fault.BlackHole(direction);
            case 3 -> new Fault.StopReading(direction);
            default -> new Fault.Silence();
        };
        faults.add(new Fault.After(random.nextInt(8_000), Direction.TO_SERVER, end));
        return faults;
    }

    private void report(int sent, int failed) {
        System.out.printf(
                "%s: %d connections, %d sent, %d arrived, %d told as failed%n",
                schedule, recorder.events(Opened.class).size(), sent, asSent().size(), failed);
    }

    private void eventsAreInOrder() {
        assertThat(recorder.opened).hasValue(recorder.events(Opened.class).size());
        assertThat(recorder.closed).hasSize(recorder.opened.get());
        boolean open = false;
        for (var event : recorder.events) {
            if (event instanceof Opened) {
                assertThat(open).isFalse();
                open = true;
            } else if (event instanceof Closed) {
                assertThat(open).isTrue();
                open = false;
            }
        }
        List<StateChanged> changes = recorder.events(StateChanged.class);
        for (int i = 1; i < changes.size(); i++) {
            assertThat(changes.get(i).from()).isEqualTo(changes.get(i - 1).to());
        }
        assertThat(recorder.events.get(recorder.events.size() - 1)).isEqualTo(changes.get(changes.size() - 1));
    }
}
