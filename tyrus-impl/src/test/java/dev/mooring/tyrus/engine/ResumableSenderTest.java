package dev.mooring.tyrus.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.tyrus.engine.FakeConnection.Writing;
import dev.mooring.websocket.Closed;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.Resumed;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.delivery.ProtocolException;
import jakarta.websocket.SendHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom the way out of a resumable session calls, when, and in which order. */
class ResumableSenderTest {

    private static final int MESSAGES = 1_000;

    private final Resumables resumables = new Resumables();

    @Test
    void theApplicationsCompletionsRunOneAtATimeAndInOrder() {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            resumables.world.executor = pool;
            resumables.world.delivery = Delivery.resumable();
            EngineSession session = resumables.world.connect();
            await().until(() -> !resumables.world.transport.attempts.isEmpty());
            FakeConnection connection = resumables.connection().accept(Resumables.begun(null));
            Queue<Integer> order = new ConcurrentLinkedQueue<>();
            AtomicInteger running = new AtomicInteger();
            AtomicInteger overlaps = new AtomicInteger();
            for (int i = 0; i < MESSAGES; i++) {
                int number = i;
                session.getAsyncRemote().sendText("m", result -> {
                    if (running.getAndIncrement() > 0) {
                        overlaps.incrementAndGet();
                    }
                    order.add(number);
                    running.decrementAndGet();
                });
            }
            await().until(() -> connection.sent.size() == MESSAGES);
            for (int i = 1; i <= MESSAGES; i++) {
                connection.acknowledge(i, 0);
            }
            await().until(() -> order.size() == MESSAGES);
            assertThat(order)
                    .containsExactlyElementsOf(
                            IntStream.range(0, MESSAGES).boxed().toList());
            assertThat(overlaps).hasValue(0);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aCompletionThatThrowsKeepsNoOtherFromBeingCalled() {
        EngineSession session = resumables.open();
        List<Integer> called = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int number = i;
            session.getAsyncRemote().sendText("m", result -> {
                called.add(number);
                throw new IllegalStateException("a broken completion");
            });
        }
        resumables.connection().acknowledge(2, 0);
        resumables.connection().acknowledge(3, 0);
        assertThat(called).containsExactly(0, 1, 2);
        assertThat(session.bufferedAmount()).isZero();
    }

    @Test
    void whatTheEndFailsIsToldInTheOrderOfSending() {
        EngineSession session = resumables.open();
        List<String> failed = new ArrayList<>();
        session.getAsyncRemote().sendText("handed over", note(failed, "handed over"));
        resumables.lose();
        session.getAsyncRemote().sendText("parked", note(failed, "parked"));
        session.close();
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
        assertThat(failed).containsExactly("handed over", "parked");
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILS", "THROWS"})
    void nobodyIsCalledUnderTheLockWhenAConnectionFailsAtOnce(Writing writing) {
        EngineSession session = resumables.open();
        List<Boolean> free = probeAtEachEnd(session);
        resumables.connection().writing = writing;
        Future<Void> sent = session.getAsyncRemote().sendText("m");
        FakeConnection second = resumables.next();
        assertThat(free).containsExactly(true);
        second.accept(Resumables.resumed(0, 0));
        assertThat(second.sent).containsExactly("m");
        second.acknowledge(1, 0);
        assertThat(sent).isDone();
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILS", "THROWS"})
    void whatAConnectionDoesNotTakeAgainGoesOutOnTheNext(Writing writing) {
        EngineSession session = resumables.open();
        session.getAsyncRemote().sendText("m");
        resumables.lose();
        FakeConnection second = resumables.next();
        second.writing = writing;
        second.accept(Resumables.resumed(0, 0));
        FakeConnection third = resumables.next();
        third.accept(Resumables.resumed(0, 0));
        assertThat(third.sent).containsExactly("m");
        assertThat(resumables.world.lastEvent(Resumed.class).replayed()).isEqualTo(1);
    }

    @Test
    void aConnectionThatWritesAtOnceDrainsTheOutboxInOrder() {
        EngineSession session = resumables.open();
        resumables.connection().writing = Writing.LATER;
        session.getAsyncRemote().sendText("x".repeat(300 << 10));
        for (int i = 0; i < 5; i++) {
            session.getAsyncRemote().sendText("m" + i);
        }
        assertThat(resumables.connection().sent).hasSize(1);
        resumables.connection().writing = Writing.AT_ONCE;
        resumables.connection().write();
        session.getAsyncRemote().sendText("m5");
        assertThat(resumables.connection().sent.subList(1, 7)).containsExactly("m0", "m1", "m2", "m3", "m4", "m5");
    }

    private static SendHandler note(List<String> failed, String message) {
        return result -> {
            if (!result.isOK()) {
                failed.add(message);
            }
        };
    }

    /** At each end of a connection: whether another thread gets the sender's lock meanwhile. */
    private List<Boolean> probeAtEachEnd(EngineSession session) {
        List<Boolean> free = new ArrayList<>();
        ResumableSender sender = (ResumableSender) session.driver().sender();
        FakeConnection connection = resumables.connection();
        session.addListener(event -> {
            if (event instanceof Closed) {
                Thread probe = new Thread(() -> {
                    try {
                        sender.acknowledged(0, connection);
                    } catch (ProtocolException e) {
                        throw new IllegalStateException(e);
                    }
                });
                probe.start();
                free.add(ends(probe));
            }
        });
        return free;
    }

    private static boolean ends(Thread thread) {
        try {
            thread.join(5_000);
            return !thread.isAlive();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
