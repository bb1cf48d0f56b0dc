package dev.mooring.tyrus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.SendOptions;
import jakarta.websocket.SendResult;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A connection does not take a message of a resumable session: the numbers of those behind it must not be shifted. */
class ResumableErrorTest {

    private final Resumables resumables = new Resumables();

    @Test
    void aMessageThatNeverLeftIsNotTakenForAcknowledged() {
        EngineSession session = resumables.open();
        FakeConnection first = resumables.connection();
        failOnce(first);
        Future<Void> a = session.getAsyncRemote().sendText("a");
        Future<Void> b = session.getAsyncRemote().sendText("b");
        assertThat(first.sent)
                .as("else it would count as the first, and acknowledge the other")
                .isEmpty();
        assertThat(a).isNotDone();
        FakeConnection second = resumables.next();
        assertThat(first.aborted).isTrue();
        second.accept(Resumables.resumed(0, 0));
        assertThat(second.sent).startsWith("a", "b");
        second.acknowledge(2, 0);
        assertThat(a).isDone();
        assertThat(b).isDone();
    }

    @Test
    void norIsOneOfThoseThatAreSentAgain() {
        EngineSession session = resumables.open();
        session.getAsyncRemote().sendText("a");
        session.getAsyncRemote().sendText("b");
        resumables.lose();
        FakeConnection second = resumables.next();
        failOnce(second);
        second.accept(Resumables.resumed(0, 0));
        assertThat(second.sent).isEmpty();
        FakeConnection third = resumables.next();
        third.accept(Resumables.resumed(0, 0));
        assertThat(third.sent).containsExactly("a", "b");
    }

    /** Another thread has seen the way free, and comes when the connection has failed. */
    @Test
    void norDoesAnyOtherFollowOnTheConnectionThatFailed() {
        EngineSession session = resumables.open();
        FakeConnection first = resumables.connection();
        Sender sender = session.driver().sender();
        failOnce(first);
        session.getAsyncRemote().sendText("a");
        byte[] late = {'b'};
        sender.transmit(sender.fill(late, 1, SendOptions.NONE, null), first, false);
        assertThat(first.sent).isEmpty();
        FakeConnection second = resumables.next();
        second.accept(Resumables.resumed(0, 0));
        assertThat(second.sent).containsExactly("a", "b");
    }

    private static void failOnce(FakeConnection connection) {
        AtomicInteger calls = new AtomicInteger();
        connection.taker = (message, completion) -> {
            if (calls.incrementAndGet() == 1) {
                throw new AssertionError("thrown by a test");
            }
            connection.sent.add(message);
            completion.onResult(new SendResult());
        };
    }
}
