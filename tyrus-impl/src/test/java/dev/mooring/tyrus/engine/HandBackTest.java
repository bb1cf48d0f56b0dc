package dev.mooring.tyrus.engine;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.testkit.ManualExecutor;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.UnacknowledgedException;
import dev.mooring.websocket.UnacknowledgedMessage;
import dev.mooring.websocket.delivery.Reset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever gets back what a reset has lost can send it again there and then: it has no room in the outbox any more. */
class HandBackTest {

    private static final int MESSAGES = 4;

    private final Resumables resumables = new Resumables();
    private final List<Future<Void>> again = new ArrayList<>();
    private EngineSession session;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFullOutboxOfThem(boolean blocks) {
        Outbox outbox = Outbox.ofMessages(MESSAGES);
        resumables.world.outbox = blocks ? outbox.blockFor(ofMillis(50)) : outbox;
        session = resumables.open(sendingAgain());
        List<Future<Void>> lost = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            lost.add(session.getAsyncRemote().sendText("m" + i));
        }
        resumables.lose();
        resumables.next().accept(Resumables.begun(Reset.UNKNOWN));
        assertSentAgain();
        assertThat(lost)
                .allSatisfy(send -> assertThatThrownBy(send::get).hasCauseInstanceOf(UnacknowledgedException.class));
    }

    /** Their room does not wait for handlers of the application's, which come later. */
    @Test
    void alsoOfThoseWhoseHandlersHaveNotBeenCalled() {
        ManualExecutor executor = new ManualExecutor();
        resumables.world.executor = executor;
        resumables.world.outbox = Outbox.ofMessages(MESSAGES);
        resumables.world.delivery = sendingAgain();
        session = resumables.world.connect();
        executor.runAll();
        resumables.connection().accept(Resumables.begun(null));
        executor.runAll();
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            session.getAsyncRemote().sendText("m" + i, result -> failures.add(result.getException()));
        }
        resumables.lose();
        resumables.next();
        executor.runAll();
        resumables.connection().accept(Resumables.begun(Reset.UNKNOWN));
        executor.runAll();
        assertSentAgain();
        assertThat(failures).hasSize(MESSAGES).hasOnlyElementsOfType(UnacknowledgedException.class);
    }

    private Delivery sendingAgain() {
        return Delivery.resumable().handBackAfterReset(lost -> {
            for (UnacknowledgedMessage message : lost) {
                again.add(session.getAsyncRemote().sendText(String.valueOf(message.text())));
            }
        });
    }

    private void assertSentAgain() {
        assertThat(again).hasSize(MESSAGES).noneMatch(Future::isDone);
        assertThat(resumables.connection().sent).containsExactly("m0", "m1", "m2", "m3");
        resumables.connection().acknowledge(MESSAGES, 0);
        assertThat(again).allMatch(Future::isDone);
        assertThat(session.bufferedAmount()).isZero();
    }
}
