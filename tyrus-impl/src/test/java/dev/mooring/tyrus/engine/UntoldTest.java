package dev.mooring.tyrus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.transport.SendCompletion;
import dev.mooring.websocket.Outbox;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What is written, and whose handler has its turn later, is not in the connection's hands any more; its room is still taken. */
class UntoldTest {

    private static final int SIZE = 1024;
    private static final String KIB = "x".repeat(SIZE);

    /** Twice as many as are handed to a connection at a time. */
    private static final int MESSAGES = 2 * (int) (Sender.HIGH_WATER / SIZE);

    private final Bench bench = new Bench(Outbox.ofMessages(MESSAGES), Duration.ofSeconds(10));
    private final FakeConnection connection = bench.connect();
    private final Queue<SendHandler> untold = new ArrayDeque<>(); // as behind a handler that blocks
    private final Outcomes outcomes = new Outcomes(MESSAGES);

    @Test
    void doesNotCrowdOthersOut() {
        connection.taker = this::write;
        sendAll();
        assertThat(connection.sent).hasSize(MESSAGES);
        assertThat(bench.sender.inTransit()).isZero();
    }

    @Test
    void norIsItInTheWayOfThoseThatWaitedForItsWriting() {
        connection.writing = FakeConnection.Writing.LATER;
        sendAll();
        assertThat(connection.sent).hasSizeLessThan(MESSAGES);
        while (!connection.unwritten.isEmpty()) {
            written(connection.unwritten.remove());
        }
        assertThat(connection.sent).hasSize(MESSAGES);
        tellAll();
    }

    @Test
    void keepsItsRoomUntilItIsTold() {
        connection.taker = this::write;
        sendAll();
        assertThat(bench.sender.bufferedAmount()).isEqualTo((long) MESSAGES * SIZE);
        Outcomes refused = new Outcomes(1);
        bench.send("one too many", refused.of(0));
        assertThat(refused.failures).hasSize(1);
        tellAll();
        assertThat(bench.sender.bufferedAmount()).isZero();
        bench.send("last");
        assertThat(connection.sent).endsWith("last");
    }

    @Test
    void itsConnectionIsNotTakenForStuck() {
        connection.taker = this::write;
        bench.send(KIB, outcomes.of(0));
        bench.world.time.advance(Duration.ofMinutes(1));
        assertThat(bench.sender.isStuck(bench.world.container().workshop().nanos()))
                .isFalse();
    }

    private void sendAll() {
        for (int i = 0; i < MESSAGES; i++) {
            bench.send(KIB, outcomes.of(i));
        }
    }

    private void write(Object message, SendHandler completion) {
        connection.sent.add(message);
        written(completion);
    }

    private void written(SendHandler completion) {
        Runnable afterwards = ((SendCompletion) completion).written();
        untold.add(completion);
        if (afterwards != null) {
            afterwards.run();
        }
    }

    private void tellAll() {
        for (SendHandler next = untold.poll(); next != null; next = untold.poll()) {
            next.onResult(new SendResult());
        }
        outcomes.assertExactlyOnce();
        assertThat(outcomes.failures).isEmpty();
    }
}
