package dev.mooring.tyrus.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.engine.FakeConnection.Writing;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.Overflow;
import dev.mooring.websocket.SendOptions;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Many threads at one sender. */
class SenderStressTest {

    private static final int SENDERS = 4;
    private static final int EACH = 5_000;
    private static final int PARTS = 5_000;
    private static final SendResult OK = new SendResult();

    @Test
    void eachSendersMessagesStayInOrderOnAConnectionThatWritesLater() throws Exception {
        Bench bench =
                new Bench(Outbox.ofMessages(2_000).whenFull(Overflow.BLOCK).blockFor(ofSeconds(20)), ofSeconds(20));
        Queue<String> wire = new ConcurrentLinkedQueue<>();
        BlockingQueue<SendHandler> written = new LinkedBlockingQueue<>();
        FakeConnection connection = Bench.connection();
        connection.taker = (message, completion) -> {
            wire.add(message.toString().strip());
            written.add(completion);
        };
        bench.sender.opening(connection, 1);
        bench.sender.opened();
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = new Thread(() -> completeAll(written, done));
        writer.start();
        Outcomes outcomes = new Outcomes(SENDERS * EACH);
        // some 1 KB each: the high-water mark is crossed again and again
        inParallel(sender -> {
            for (int i = 0; i < EACH; i++) {
                String text = sender + ":" + i + " ".repeat(i % 2_000);
                bench.send(text, outcomes.of(sender * EACH + i));
            }
        });
        long until = System.nanoTime() + ofSeconds(20).toNanos();
        while (outcomes.completed() < SENDERS * EACH && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        done.set(true);
        writer.join();
        outcomes.assertExactlyOnce();
        assertThat(outcomes.failures).isEmpty();
        assertThat(bench.sender.bufferedAmount()).isZero();
        int[] next = new int[SENDERS];
        for (String text : wire) {
            String[] parts = text.split(":", -1);
            assertThat(Integer.parseInt(parts[1])).as(text).isEqualTo(next[Integer.parseInt(parts[0])]++);
        }
    }

    /** Else the session would take every connection for stuck from then on. */
    @Test
    void anExcuseDoesNotBringBackAPartThatIsWrittenMeanwhile() throws Exception {
        Bench bench = new Bench(Outbox.ofMessages(1), ofSeconds(10));
        FakeConnection connection = bench.connect();
        AtomicBoolean done = new AtomicBoolean();
        Thread pulse = new Thread(() -> {
            while (!done.get()) {
                bench.sender.progress().excuse(1);
            }
        });
        pulse.start();
        long late =
                bench.world.container().workshop().pulse().now() + ofMinutes(1).toNanos();
        int stuckAfter = 0;
        for (int part = 1; part <= PARTS && stuckAfter == 0; part++) {
            bench.sender.writePart(connection, "part", false);
            stuckAfter = bench.sender.isStuck(late) ? part : 0;
        }
        done.set(true);
        pulse.join();
        assertThat(stuckAfter).as("the part after which it was stuck").isZero();
    }

    @Test
    void everySendCompletesExactlyOnceWhateverConnectionsDo() throws Exception {
        Bench bench = new Bench(Outbox.ofMessages(500).whenFull(Overflow.DROP_OLDEST), ofSeconds(10));
        Outcomes outcomes = new Outcomes(SENDERS * EACH);
        AtomicBoolean done = new AtomicBoolean();
        Queue<FakeConnection> connections = new ConcurrentLinkedQueue<>();
        Thread chaos = new Thread(() -> connectAndBreak(bench, connections, done));
        chaos.start();
        inParallel(sender -> {
            Random random = new Random(sender);
            for (int i = 0; i < EACH; i++) {
                SendOptions options = switch (random.nextInt(5)) {
                    case 0 -> SendOptions.neverParked();
                    case 1 -> SendOptions.conflateBy("key" + random.nextInt(3));
                    case 2 -> SendOptions.timeToLive(ofMillis(1));
                    default -> SendOptions.NONE;
                };
                bench.send("x".repeat(random.nextInt(2_000)), options, outcomes.of(sender * EACH + i));
            }
        });
        done.set(true);
        chaos.join();
        connections.forEach(FakeConnection::failWrites); // of senders that were under way when it broke
        bench.connect();
        bench.disconnect();
        bench.sender.end();
        outcomes.assertExactlyOnce();
        assertThat(bench.sender.bufferedAmount()).isZero();
    }

    @Test
    void aLateCompletionReachesNoOtherBlockingSend() throws Exception {
        int sends = 1_000;
        Bench bench = new Bench(Outbox.defaults(), ofMillis(1));
        AtomicIntegerArray written = new AtomicIntegerArray(SENDERS * sends);
        BlockingQueue<Runnable> later = new LinkedBlockingQueue<>();
        FakeConnection connection = Bench.connection();
        connection.taker = (message, completion) -> later.add(() -> {
            written.set(Integer.parseInt(message.toString()), 1);
            completion.onResult(OK);
        });
        bench.sender.opening(connection, 1);
        bench.sender.opened();
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = new Thread(() -> writeIrregularly(later, done));
        writer.start();
        Queue<Integer> unfounded = new ConcurrentLinkedQueue<>();
        Queue<Integer> succeeded = new ConcurrentLinkedQueue<>();
        inParallel(sender -> {
            for (int i = 0; i < sends; i++) {
                int number = sender * sends + i;
                try {
                    bench.sender.sendAndWait(Remote.onTheWire(String.valueOf(number)), 4);
                    (written.get(number) == 1 ? succeeded : unfounded).add(number);
                } catch (IOException e) {
                    // the timeout, as is to be expected of this connection
                }
            }
        });
        done.set(true);
        writer.join();
        assertThat(unfounded).as("told as written, and not written").isEmpty();
        assertThat(succeeded).isNotEmpty();
    }

    private static void completeAll(BlockingQueue<SendHandler> written, AtomicBoolean done) {
        while (!done.get() || !written.isEmpty()) {
            SendHandler next = poll(written);
            if (next != null) {
                next.onResult(OK);
            }
        }
    }

    private static void writeIrregularly(BlockingQueue<Runnable> later, AtomicBoolean done) {
        Random random = new Random(1);
        while (!done.get() || !later.isEmpty()) {
            Runnable next = poll(later);
            if (next != null) {
                long pause =
                        System.nanoTime() + random.nextInt(4) / 3 * ofMillis(3).toNanos();
                while (System.nanoTime() < pause) {
                    Thread.onSpinWait();
                }
                next.run();
            }
        }
    }

    private static void connectAndBreak(Bench bench, Queue<FakeConnection> connections, AtomicBoolean done) {
        Random random = new Random(7);
        List<Writing> writings = List.of(Writing.values());
        while (!done.get()) {
            FakeConnection connection = bench.connect(writings.get(random.nextInt(writings.size())));
            connection.recording = false;
            connections.add(connection);
            for (int i = 0; i < 20; i++) {
                if (random.nextBoolean()) {
                    connection.write();
                }
                Thread.yield();
            }
            if (random.nextBoolean()) {
                connection.failWrites();
                bench.disconnect();
            } else {
                bench.disconnect();
                connection.failWrites();
            }
        }
    }

    private static <T> @Nullable T poll(BlockingQueue<T> queue) {
        try {
            return queue.poll(1, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void inParallel(IntConsumer work) throws InterruptedException {
        List<Thread> threads = IntStream.range(0, SENDERS)
                .mapToObj(sender -> new Thread(() -> work.accept(sender)))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
