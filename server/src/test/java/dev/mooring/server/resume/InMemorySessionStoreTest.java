package dev.mooring.server.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.delivery.Reset;
import dev.mooring.websocket.delivery.ResumeRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InMemorySessionStoreTest {

    private static final int ROUNDS = 1_000;

    /** For a session that is told there is no room ends. */
    @Test
    void whoAsksForTooMuchTakesNoRoomFromOthersMeanwhile() throws Exception {
        SessionStore store = SessionStore.inMemory(1, 100);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Boolean> greedy = CompletableFuture.supplyAsync(
                () -> {
                    boolean taken = false;
                    while (!over.get()) {
                        taken |= store.take(101);
                    }
                    return taken;
                },
                task -> new Thread(task, "the greedy one").start());
        try {
            for (int i = 0; i < 1_000_000; i++) {
                assertThat(store.take(1)).as("in round %d", i).isTrue();
                store.giveBack(1);
            }
        } finally {
            over.set(true);
        }
        assertThat(greedy.get()).isFalse();
        assertThat(store.bytes()).isZero();
    }

    /** One thread looks for the session, and so comes at every moment of its end. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // threads that spin heed no interrupt
    void whoDoesNotFindASessionThatHasExpiredHearsWhy() throws Exception {
        SessionStore store = SessionStore.inMemory(1, 100);
        ResumeDesk desk = new ResumeDesk(store, () -> 1, Runnable::run);
        Delivery delivery = Delivery.resumable().window(Duration.ofSeconds(10));
        AtomicReference<SessionRecord> next = new AtomicReference<>();
        AtomicInteger looking = new AtomicInteger();
        CompletableFuture<Void> client = CompletableFuture.runAsync(
                () -> {
                    for (int i = 1; i <= ROUNDS; i++) {
                        SessionRecord record = next.getAndSet(null);
                        while (record == null) {
                            Thread.yield(); // another test may need the core
                            record = next.getAndSet(null);
                        }
                        looking.set(i);
                        while (store.find(record.getId()) != null) {
                            Thread.onSpinWait();
                        }
                        assertThat(store.whyGone(record.getId()))
                                .as("in round %d", i)
                                .isEqualTo(Reset.EXPIRED);
                    }
                },
                task -> new Thread(task, "the client").start());
        for (int i = 1; i <= ROUNDS && !client.isDone(); i++) {
            SessionRecord record = desk.receive(ResumeRequest.fresh(), "/a", null, false, delivery, 100, reason -> {})
                    .ticket()
                    .record();
            next.set(record);
            while (looking.get() < i && !client.isDone()) {
                Thread.yield();
            }
            record.expire(TimeUnit.SECONDS.toNanos(11));
        }
        client.get();
        assertThat(store.sessions()).isZero();
    }
}
