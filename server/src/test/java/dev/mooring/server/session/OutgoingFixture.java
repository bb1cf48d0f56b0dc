package dev.mooring.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.policy.SlowConsumer;
import dev.mooring.server.topic.Outbound;
import dev.mooring.websocket.SendOptions;
import jakarta.websocket.CloseReason;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The queue against a wire whose completions, and workers whose turns, the test holds in its hands. */
abstract class OutgoingFixture {

    final List<String> written = new ArrayList<>();
    final List<String> results = new ArrayList<>();
    final List<Runnable> workers = new ArrayList<>();

    @Nullable SendHandler pending;

    boolean immediate;
    boolean pongsNeverBlock;
    final SessionCounts counts = new SessionCounts();
    boolean overflowed;
    long now;

    final Wire wire = new Wire() {
        @Override
        public void write(Outbound message, SendHandler handler) {
            assertThat(pending).as("one message at a time").isNull();
            written.add(String.valueOf(message.text()));
            if (immediate) {
                handler.onResult(new SendResult());
            } else {
                pending = handler;
            }
        }

        @Override
        public void ping(ByteBuffer payload) {
            assertThat(pending).as("no ping amid a message").isNull();
            written.add("<ping>");
        }

        @Override
        public boolean pongsNeverBlock() {
            return pongsNeverBlock;
        }

        @Override
        public void pong(ByteBuffer payload) {
            assertThat(pending).as("no pong amid a message").isNull();
            written.add("<pong>");
        }

        @Override
        public void close(CloseReason reason) {
            written.add("<close>");
        }
    };

    final Outgoing outgoing = outgoing(SlowConsumer.disconnectAfter(1024));

    Outgoing outgoing(SlowConsumer limit) {
        return new Outgoing(wire, limit, () -> now, workers::add, counts.direct, () -> overflowed = true);
    }

    void send(Outgoing queue, String text, SendOptions options) {
        queue.send(Outbound.text(text, options), result -> results.add(text + (result.isOK() ? " ok" : " failed")));
    }

    void send(String text) {
        send(outgoing, text, SendOptions.NONE);
    }

    void complete(SendResult result) {
        SendHandler handler = Objects.requireNonNull(pending, "nothing is being written");
        pending = null;
        handler.onResult(result);
    }

    void work() {
        workers.remove(0).run();
    }

    void workOff() {
        while (!workers.isEmpty()) {
            work();
        }
    }
}
