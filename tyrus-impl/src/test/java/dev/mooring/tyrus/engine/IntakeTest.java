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
    void aHundredAreAcknowledgedFiveMillisecondsLaterAndALittle() throws Exception {
        receive(99);
        resumables.world.time.advance(ofMillis(6));
        assertThat(acknowledged()).hasSize(1);
        receive(1);
        assertThat(acknowledged()).hasSize(1);
        resumables.world.time.advance(ofMillis(6));
        assertThat(acknowledged()).containsExactly(1L, 101L);
    }

    @Test
    void andOtherwiseByTheNextMessageButAFew() throws Exception {
        receive(100);
        resumables.world.time.advance(ofMillis(5));
        assertThat(acknowledged()).hasSize(1);
        receive(32); // for one of them the clock is read
        assertThat(acknowledged()).containsExactly(1L, 128L);
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
        resumables.world.time.advance(ofMillis(20));
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

    @Test
    void fewerThatFillTheServersRoomAreAcknowledgedAtOnce() throws Exception {
        String large = "m".repeat(Pacing.BYTES / 4);
        for (int i = 0; i < 3; i++) {
            connection.listener.text(large, true);
        }
        assertThat(acknowledged()).hasSize(1);
        connection.listener.text(large, false);
        assertThat(acknowledged()).as("the message is not whole").hasSize(1);
        connection.listener.text("", true);
        assertThat(acknowledged()).containsExactly(1L, 5L);
        connection.listener.text(large, true);
        assertThat(acknowledged()).as("counted from the last").hasSize(2);
    }

    @Test
    void aReminderThatMessagesMadeUnneededIsFollowedByALaterOne() throws Exception {
        for (int i = 0; i < 10; i++) {
            receive(32);
            resumables.world.time.advance(ofMillis(1));
        }
        receive(128);
        int before = acknowledged().size();
        receive(128);
        resumables.world.time.advance(ofMillis(18));
        assertThat(acknowledged()).hasSize(before);
        resumables.world.time.advance(ofMillis(1));
        assertThat(acknowledged()).hasSize(before + 1);
        receive(128);
        resumables.world.time.advance(ofMillis(6));
        assertThat(acknowledged()).as("soon, as it was needed").hasSize(before + 2);
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
