package dev.mooring.tyrus.engine;

import static java.time.Duration.ofMillis;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.delivery.Ack;
import dev.mooring.websocket.delivery.Pacing;
import jakarta.websocket.MessageHandler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is received is acknowledged seldom, and soon enough for a server that waits for it. */
class IntakeTest {

    private static final int AT_ONCE = Pacing.WITHOUT_DELAY;

    private final Resumables resumables = new Resumables();
    private FakeConnection connection;

    @BeforeEach
    void openAndAcknowledgeOne() throws Exception {
        resumables.open().addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> {});
        connection = resumables.connection();
        receive(1);
        assertThat(acknowledged()).containsExactly(1L);
    }

    @Test
    void aHundredAreAcknowledgedFiveMillisecondsLater() throws Exception {
        receive(99);
        resumables.world.time.advance(ofMillis(10));
        assertThat(acknowledged()).hasSize(1);
        receive(1);
        receive(50);
        assertThat(acknowledged()).hasSize(1);
        resumables.world.time.advance(ofMillis(5));
        assertThat(acknowledged()).containsExactly(1L, 151L);
    }

    @Test
    void soManyThatTheServerMayBeWaitingAreAcknowledgedAtOnce() throws Exception {
        receive(AT_ONCE - 1);
        assertThat(acknowledged()).hasSize(1);
        receive(1);
        assertThat(acknowledged()).containsExactly(1L, 1L + AT_ONCE);
    }

    @Test
    void andTheReminderBeforeThatBringsNoFewerThanAHundred() throws Exception {
        receive(AT_ONCE + 99);
        resumables.world.time.advance(ofMillis(10));
        assertThat(acknowledged()).containsExactly(1L, 1L + AT_ONCE);
        receive(1);
        resumables.world.time.advance(ofMillis(5));
        assertThat(acknowledged()).containsExactly(1L, 1L + AT_ONCE, 101L + AT_ONCE);
    }

    @Test
    void fewerAreAcknowledgedAfterTwoHundredMilliseconds() throws Exception {
        receive(99);
        resumables.world.time.advance(ofMillis(199));
        assertThat(acknowledged()).hasSize(1);
        resumables.world.time.advance(ofMillis(101)); // the pulse beats every 100 ms
        assertThat(acknowledged()).containsExactly(1L, 100L);
    }

    private void receive(int messages) {
        for (int i = 0; i < messages; i++) {
            connection.listener.text("m", true);
        }
    }

    private List<Long> acknowledged() throws Exception {
        List<Long> counts = new ArrayList<>();
        for (var pong : connection.pongs) {
            counts.add(requireNonNull(Ack.read(pong.duplicate())).processed());
        }
        return counts;
    }
}
