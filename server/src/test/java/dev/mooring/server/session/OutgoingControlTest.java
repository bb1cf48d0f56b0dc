package dev.mooring.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.topic.Outbound;
import dev.mooring.websocket.SendOptions;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.SendResult;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has a control frame sent is often the tick, which is not to wait for any sender's handler: others write and tell. */
class OutgoingControlTest extends OutgoingFixture {

    private final List<String> meanwhile = new ArrayList<>();

    /** When its sender is told, the line is free, and what is queued waits for his thread. */
    private void whileASenderIsTold(Runnable tick) {
        outgoing.send(Outbound.text("told", SendOptions.NONE), result -> {
            tick.run();
            meanwhile.addAll(written);
            meanwhile.addAll(results);
        });
    }

    private void close() {
        outgoing.closeAfterQueue(new CloseReason(CloseCodes.NORMAL_CLOSURE, ""));
    }

    @Test
    void itTellsNobodyThatAMessageHasExpired() {
        whileASenderIsTold(this::close);
        send(outgoing, "stale", SendOptions.timeToLive(Duration.ofNanos(10)));
        now = 10;
        complete(new SendResult());
        assertThat(meanwhile).containsExactly("told");
        workOff();
        assertThat(written).containsExactly("told", "<close>");
        assertThat(results).containsExactly("stale failed");
    }

    @Test
    void itWritesNoMessage() {
        whileASenderIsTold(this::close);
        send("queued");
        immediate = true;
        complete(new SendResult());
        assertThat(meanwhile).containsExactly("told");
        workOff();
        assertThat(written).containsExactly("told", "queued", "<close>");
        assertThat(results).containsExactly("queued ok");
    }

    @Test
    void whatIsQueuedWhileItWritesAPongItselfIsWrittenByAWorker() {
        pongsNeverBlock = true;
        immediate = true;
        outgoing.control(Control.Kind.PONG, () -> {
            send("queued");
            return ByteBuffer.allocate(0);
        });
        assertThat(results).isEmpty();
        workOff();
        assertThat(written).containsExactly("<pong>", "queued");
        assertThat(results).containsExactly("queued ok");
    }
}
