package dev.mooring.websocket.delivery;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One acknowledgement at a time, of what has been handled by the time it is written. */
class AcknowledgerTest {

    private static final long CONNECTION = 1;

    private final Receiving receiving = new Receiving();
    private final Half half = new Half();
    private final Acknowledger acknowledger = new Acknowledger(receiving, 0, half);

    @BeforeEach
    void open() {
        receiving.claim(CONNECTION);
    }

    @Test
    void saysWhatHasBeenHandledWhenItIsWritten() throws Exception {
        handle(1);
        handle(5);
        half.write();
        assertThat(half.told).containsExactly(new Ack(6, 42));
        assertThat(half.waiting).as("nothing new").isEmpty();
    }

    @Test
    void noOtherIsAskedForBeforeTheLastHasLeft() throws Exception {
        handle(1);
        handle(Pacing.WITHOUT_DELAY);
        assertThat(half.waiting).hasSize(1);
        half.take();
        handle(Pacing.WITHOUT_DELAY);
        assertThat(half.waiting).isEmpty();
    }

    @Test
    void whatIsDueWhenItHasLeftFollowsAtOnce() throws Exception {
        handle(1);
        CompletableFuture<Void> first = half.take();
        handle(Pacing.WITHOUT_DELAY);
        first.complete(null);
        half.write();
        assertThat(half.told).containsExactly(new Ack(1, 42), new Ack(1 + Pacing.WITHOUT_DELAY, 42));
    }

    @Test
    void oneThatFailedIsNotFollowedByItself() throws Exception {
        handle(1);
        CompletableFuture<Void> first = half.take();
        handle(Pacing.WITHOUT_DELAY);
        first.completeExceptionally(new IOException("broken"));
        assertThat(half.waiting).isEmpty();
        handle(1);
        assertThat(half.waiting).as("by the next message").hasSize(1);
    }

    @Test
    void remindsItselfOnceOfWhatWillBeDue() throws Exception {
        handle(1);
        half.write();
        handle(150);
        assertThat(half.reminders).hasSize(1);
        half.now = Pacing.APART_NANOS;
        half.reminders.remove().run();
        half.write();
        assertThat(half.told).endsWith(new Ack(151, 42));
    }

    @Test
    void saysNothingWhileItMayNot() throws Exception {
        half.may = false;
        handle(Pacing.WITHOUT_DELAY);
        assertThat(half.waiting).isEmpty();
        half.may = true;
        acknowledger.look(0);
        half.write();
        assertThat(half.told).containsExactly(new Ack(Pacing.WITHOUT_DELAY, 42));
    }

    private void handle(int messages) {
        for (int i = 0; i < messages; i++) {
            assertThat(receiving.begin(CONNECTION)).isTrue();
            acknowledger.handled(1, true);
        }
    }

    /** Writes when it is told to. */
    private static final class Half implements Acknowledger.Half {

        private record Pong(Supplier<ByteBuffer> payload, CompletableFuture<Void> written) {}

        private final Queue<Pong> waiting = new ArrayDeque<>();
        private final Queue<Runnable> reminders = new ArrayDeque<>();
        private final List<Ack> told = new ArrayList<>();
        private boolean may = true;
        private long now;

        /** Takes the next pong, whose writing has not ended. */
        CompletableFuture<Void> take() throws ProtocolException {
            Pong pong = waiting.remove();
            told.add(requireNonNull(Ack.read(pong.payload.get())));
            return pong.written;
        }

        void write() throws ProtocolException {
            take().complete(null);
        }

        @Override
        public boolean mayAcknowledge() {
            return may;
        }

        @Override
        public long written() {
            return 42;
        }

        @Override
        public CompletionStage<Void> sendPong(Supplier<ByteBuffer> payload) {
            Pong pong = new Pong(payload, new CompletableFuture<>());
            waiting.add(pong);
            return pong.written;
        }

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public long lately() {
            return now;
        }

        @Override
        public void schedule(Runnable task, long nanos) {
            reminders.add(task);
        }
    }
}
