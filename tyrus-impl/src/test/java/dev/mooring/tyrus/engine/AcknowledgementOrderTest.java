package dev.mooring.tyrus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.SendOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Whoever sent messages hears of their ends in the order of the acknowledgements, whichever thread is quicker. */
class AcknowledgementOrderTest {

    private final Resumables resumables = new Resumables();
    private final List<Integer> told = new ArrayList<>();

    /** The connection's thread brings an acknowledgement before the one that takes the session up has told of the handshake's. */
    @Test
    void aroundATakeover() {
        EngineSession session = resumables.open();
        whenDone(session, () -> resumables.connection().acknowledge(4, 0));
        send(session, 1);
        send(session, 2);
        send(session, 3);
        resumables.lose();
        resumables.next().accept(Resumables.resumed(4, 2));
        assertThat(told).containsExactly(1, 2, 3);
    }

    @Test
    void andBetweenTwoAcknowledgements() {
        EngineSession session = resumables.open();
        whenDone(session, () -> resumables.connection().acknowledge(4, 0));
        send(session, 1);
        send(session, 2);
        send(session, 3);
        resumables.connection().acknowledge(2, 0);
        assertThat(told).containsExactly(1, 2, 3);
    }

    /** A future is done at once, on the thread that acknowledges: here it stands for another thread, which comes in between. */
    private static void whenDone(EngineSession session, Runnable meanwhile) {
        ((CompletableFuture<Void>) session.getAsyncRemote().sendText("first")).thenRun(meanwhile);
    }

    private void send(EngineSession session, int number) {
        session.send("m" + number, SendOptions.NONE).thenRun(() -> told.add(number));
    }
}
