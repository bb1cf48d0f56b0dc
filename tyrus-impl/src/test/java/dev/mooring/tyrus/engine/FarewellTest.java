package dev.mooring.tyrus.engine;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.engine.FakeConnection.Writing;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.delivery.Ack;
import dev.mooring.websocket.delivery.ProtocolException;
import jakarta.websocket.MessageHandler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Before the close frame a client acknowledges what its handlers have handled, however long ago it did so last. */
class FarewellTest {

    private final Resumables resumables = new Resumables();
    private final World world = resumables.world;
    private final List<Long> said = new ArrayList<>(); // before the close frame
    private EngineSession session;
    private FakeConnection connection;

    @Test
    void whatWasHandledLately() {
        open();
        receive("a", "b", "c");
        assertThat(acknowledged()).containsExactly(1L);
        session.close();
        assertSaid(1, 3);
    }

    @Test
    void nothingIfAllIsAcknowledged() {
        open();
        receive("a");
        session.close();
        assertSaid(1);
    }

    @Test
    void notTheMessageWhoseHandlerIsRunning() {
        open();
        receive("a", "b", "close");
        assertSaid(1, 2);
    }

    @Test
    void unlessItReturnsWhileTheServerHasItsTime() {
        open();
        session.getAsyncRemote().sendText("m");
        receive("a", "b", "close", "c");
        assertThat(connection.closedWith).isNull();
        connection.acknowledge(1, 4);
        assertSaid(1, 4);
    }

    @Test
    void orWhenThatIsOver() {
        open();
        session.getAsyncRemote().sendText("m");
        receive("a");
        session.close();
        receive("b");
        world.time.advance(ofMillis(349));
        receive("c"); // acknowledged by itself, as the last time is longer ago
        receive("d");
        world.time.advance(ofMillis(1));
        assertSaid(1, 3, 4);
    }

    @Test
    void onTheConnectionThatTookTheSessionUp() {
        open();
        receive("a");
        resumables.lose();
        connection = resumables.next();
        connection.accept(Resumables.resumed(0, 0));
        watch();
        receive("b", "c");
        session.close();
        assertSaid(2, 3);
    }

    /** It pumps when the application closes, and it is the thread of the transport. */
    @Test
    void notByTheCompletionOfASend() {
        open();
        receive("a", "b");
        connection.writing = Writing.LATER;
        session.getAsyncRemote().sendText("x".repeat(300 << 10));
        session.getAsyncRemote().sendText("crowded out");
        connection.taker = (message, completion) -> {
            runElsewhere(session::close);
            connection.acknowledge(2, 0);
            connection.unwritten.add(completion);
        };
        connection.write();
        assertThat(acknowledged()).containsExactly(1L);
        assertThat(connection.closedWith).isNull();
        world.time.advance(ZERO);
        assertSaid(1, 2);
    }

    @Test
    void nothingToAServerThatDoesNotSpeakIt() {
        world.delivery = Delivery.resumable();
        session = world.open();
        handleAndWatch();
        receive("a", "b");
        session.close();
        assertSaid();
    }

    private void open() {
        session = resumables.open();
        handleAndWatch();
    }

    private void handleAndWatch() {
        session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> {
            if (text.equals("close")) {
                session.close();
            }
        });
        connection = resumables.connection();
        watch();
    }

    private void watch() {
        connection.whenClosed = () -> said.addAll(acknowledged());
    }

    private void receive(String... messages) {
        for (String message : messages) {
            connection.listener.text(message, true);
        }
    }

    private static void runElsewhere(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Long> acknowledged() {
        List<Long> counts = new ArrayList<>();
        for (var pong : connection.pongs) {
            try {
                counts.add(requireNonNull(Ack.read(pong.duplicate())).processed());
            } catch (ProtocolException e) {
                throw new IllegalStateException(e);
            }
        }
        return counts;
    }

    /** And no more behind the close frame. */
    private void assertSaid(long... counts) {
        assertThat(connection.closedWith).isNotNull();
        assertThat(said).containsExactly(Arrays.stream(counts).boxed().toArray(Long[]::new));
        assertThat(acknowledged()).isEqualTo(said);
    }
}
