package dev.mooring.tyrus.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mooring.tyrus.engine.FakeConnection.Writing;
import dev.mooring.tyrus.transport.Connection;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.SendOptions;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What is parked goes out by itself, and parts stay together, whatever happens between two steps of another thread. */
class WakeupTest {

    private final Bench bench = new Bench();

    @Test
    void whatExpiresWhileAConnectionLandsHoldsNothingUp() {
        bench.send("x".repeat(300 << 10), SendOptions.timeToLive(ofSeconds(1)), null);
        bench.send("b");
        List<FakeConnection> landed = new ArrayList<>();
        bench.whenDropped = () -> landed.add(bench.connect());
        bench.sender.expire(bench.world.time.nanos() + ofSeconds(2).toNanos());
        assertThat(landed)
                .singleElement()
                .satisfies(connection -> assertThat(connection.sent).containsExactly("b"));
    }

    /** Between the end of its waiting and the return of its room the connection has written all that it had. */
    @Test
    void norDoesABlockingSendThatGivesUp() {
        FakeConnection connection = bench.connect(Writing.LATER);
        AtomicBoolean seen = new AtomicBoolean();
        Sender sender =
                new Sender(bench.world.container().workshop(), Outbox.defaults(), ofSeconds(10), new Figures(), bench) {
                    @Override
                    void settle(Parcel parcel, SendResult result) {
                        if (!result.isOK() && !seen.getAndSet(true)) {
                            send(new byte[] {'b'}, 1, SendOptions.NONE, null);
                            connection.write();
                        }
                        super.settle(parcel, result);
                    }
                };
        byte[] big = "x".repeat(300 << 10).getBytes(StandardCharsets.US_ASCII);
        sender.opening(connection, 1);
        sender.opened();
        sender.send(big, big.length, SendOptions.NONE, null);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> sender.sendAndWait(big, big.length)).hasMessageContaining("it is not sent");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(connection.sent).hasSize(2).endsWith("b");
    }

    /** The message is parked after the pump of the last part has run. */
    @Test
    void norDoesAMessageInPartsThatEndsWhileAWholeOneIsParked() {
        World world = new World();
        AtomicReference<Runnable> whenParked = new AtomicReference<>(() -> {});
        world.ticker = () -> { // asked for the time when a message is parked that has a time to live
            whenParked.getAndSet(() -> {}).run();
            return world.time.nanos();
        };
        EngineSession session = world.open();
        Sender sender = session.driver().sender();
        FakeConnection connection = world.transport.last();
        connection.taker = (message, completion) -> {
            connection.taker = null;
            Connection taken = begin(sender);
            whenParked.set(() -> sender.endExclusive(taken));
            throw new IllegalStateException("a message in parts is under way");
        };
        session.send("m", SendOptions.timeToLive(ofSeconds(60)));
        assertThat(connection.sent).containsExactly("m");
    }

    private static Connection begin(Sender sender) {
        try {
            return sender.dock().beginExclusive(ofSeconds(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Else it would come between two parts. */
    @Test
    void aMessageInPartsWaitsForAHeartbeatThatIsBeingHandedOver() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        List<String> order = new CopyOnWriteArrayList<>();
        bench.connect().taker = (heartbeat, handler) -> {
            awaitUninterruptibly(release);
            order.add("heartbeat");
        };
        Thread pulse = new Thread(() -> bench.sender.sendAhead("are you there?"));
        pulse.start();
        await().until(() -> pulse.getState() == Thread.State.WAITING);
        Thread sender = new Thread(() -> {
            try {
                bench.sender.beginExclusive();
                order.add("parts");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        sender.start();
        await().pollInterval(ofMillis(1)).until(() -> LockSupport.getBlocker(sender) instanceof Stragglers);
        release.countDown();
        sender.join();
        pulse.join();
        assertThat(order).containsExactly("heartbeat", "parts");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
