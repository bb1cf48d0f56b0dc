package dev.mooring.server.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.topic.Outbound;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.delivery.ResumeRequest;
import jakarta.websocket.SendHandler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What ends a session, against a connection that takes it over at that moment: one of them is first, and the other knows. */
@Timeout(60)
class SessionRecordRaceTest {

    private static final int ROUNDS = 5_000;
    private static final Delivery DELIVERY = Delivery.resumable().window(Duration.ofSeconds(10));
    private static final long LATER = TimeUnit.SECONDS.toNanos(11);

    private final SessionStore store = SessionStore.inMemory(2, 10_000);
    private final ResumeDesk desk = new ResumeDesk(store, () -> 1, Runnable::run);

    private interface Race {
        void run(SessionRecord record);
    }

    /** A connection that is not used. */
    private static final class Idle implements Carrier {
        @Override
        public void write(Outbound message, SendHandler handler) {}

        @Override
        public void handOn(Runnable task) {}

        @Override
        public void broken() {}

        @Override
        public void takenOver() {}

        @Override
        public void overflowed() {}
    }

    private ResumeDesk.Reception receive(ResumeRequest request) {
        return desk.receive(request, "/a", null, false, DELIVERY, 5_000, reason -> {});
    }

    @Test
    void theEndOfTheWindow() throws Exception {
        race(record -> record.detach(1), record -> record.expire(LATER));
    }

    @Test
    void theEndOfTheConnectionBefore() throws Exception {
        race(record -> {}, record -> record.end(1));
    }

    private void race(Race before, Race end) throws Exception {
        AtomicInteger start = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        AtomicReference<SessionRecord> current = new AtomicReference<>();
        CompletableFuture<Void> other = CompletableFuture.runAsync(
                () -> {
                    for (int i = 1; i <= ROUNDS; i++) {
                        await(start, i, 0);
                        end.run(current.get());
                        ended.set(i);
                    }
                },
                task -> new Thread(task, "the other").start());
        try {
            for (int i = 1; i <= ROUNDS && !other.isCompletedExceptionally(); i++) {
                Ticket first = receive(ResumeRequest.fresh()).ticket();
                SessionRecord record = first.record();
                assertThat(record.attach(first, new Idle(), null)).isEqualTo(1);
                before.run(record);
                Ticket again = receive(new ResumeRequest(record.getId(), first.token(), 0, 0))
                        .ticket();
                Carrier next = new Idle();
                current.set(record);
                start.set(i);
                await(start, i, i % 100);
                long number = record.attach(again, next, null);
                await(ended, i, 0);
                if (number > 0) {
                    assertThat(record.present())
                            .as("the new connection in round %d", i)
                            .isSameAs(next);
                    record.end(number);
                }
                assertThat(store.sessions()).as("in round %d", i).isZero();
            }
        } finally {
            start.set(ROUNDS); // or the other would wait for ever
        }
        other.get(10, TimeUnit.SECONDS);
    }

    /** Spins, as a thread that has to be woken comes too late for a race; then lets the other have a head start. */
    private static void await(AtomicInteger number, int wanted, int spins) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        for (int i = 0; number.get() < wanted || i < spins; i++) {
            if (i > 1_000) {
                Thread.yield(); // another test may need the core
                assertThat(System.nanoTime()).as("the other thread is gone").isLessThan(deadline);
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
