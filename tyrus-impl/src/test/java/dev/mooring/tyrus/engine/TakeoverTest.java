package dev.mooring.tyrus.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.SendOptions;
import dev.mooring.websocket.delivery.Ack;
import dev.mooring.websocket.delivery.Reset;
import jakarta.websocket.MessageHandler;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection takes the session up while the application is still busy with what the one before has brought. */
class TakeoverTest {

    private final Resumables resumables = new Resumables();
    private final World world = resumables.world;

    @Test
    void aMessageWhoseHandlerRunsMeanwhileIsAcknowledgedOnTheNewConnection() throws Exception {
        FakeConnection second = duringAHandler(resumables.open(), () -> {
            FakeConnection next = next();
            assertThat(next.asked().received()).isEqualTo(1);
            assertThat(next.asked().processed()).isZero();
            return next.accept(Resumables.resumed(0, 0));
        });
        world.time.advance(ofMillis(400));
        assertThat(second.pongs).hasSize(1);
        Ack ack = requireNonNull(Ack.read(second.pongs.get(0)));
        assertThat(ack.processed()).isEqualTo(1);
    }

    @Test
    void anAcknowledgementThatIsEarlierThanThatCounts() {
        EngineSession session = resumables.open();
        Future<Void> sent = session.getAsyncRemote().sendText("m");
        FakeConnection second = duringAHandler(session, () -> {
            FakeConnection next = next().accept(Resumables.resumed(1, 0));
            next.acknowledge(1, 0);
            next.acknowledge(0, 0); // says nothing
            assertThat(sent).isNotDone();
            return next;
        });
        assertThat(sent).isDone();
        assertThat(second.sent).isEmpty();
        assertThat(session.bufferedAmount()).isZero();
    }

    /** As by a server that had begun more than it told, and drops the first messages of the connection. */
    @Test
    void whatItCoversBeyondTheHandshakeIsSentAgainAllTheSame() {
        EngineSession session = resumables.open();
        Future<Void> sent = session.getAsyncRemote().sendText("m");
        FakeConnection second = duringAHandler(session, () -> {
            FakeConnection next = next().accept(Resumables.resumed(0, 0));
            next.acknowledge(1, 0);
            return next;
        });
        assertThat(sent).isDone();
        assertThat(second.sent).containsExactly("m");
    }

    /** And does not keep the thread that opens it, which is to hear of its end, with what is parked. */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anAnswerThatCountsWhatWasNeverSentEndsTheConnectionToo() {
        EngineSession session = resumables.open();
        session.getAsyncRemote().sendText("m");
        resumables.lose();
        Future<Void> parked = session.getAsyncRemote().sendText("parked");
        FakeConnection second = resumables.next().accept(Resumables.resumed(2, 2));
        assertThat(requireNonNull(second.closedWith).getCloseCode().getCode()).isEqualTo(4002);
        FakeConnection third = resumables.next().accept(Resumables.resumed(1, 1));
        assertThat(third.sent).containsExactly("parked");
        assertThat(parked).isNotDone();
    }

    /** Else all that follows would have another number there than here. */
    @Test
    void anAnswerThatHasReceivedWhatWasNeverSentEndsTheConnection() {
        EngineSession session = resumables.open();
        session.getAsyncRemote().sendText("m");
        resumables.lose();
        Future<Void> parked = session.getAsyncRemote().sendText("parked");
        FakeConnection second = resumables.next().accept(Resumables.resumed(5, 0));
        assertThat(requireNonNull(second.closedWith).getCloseCode().getCode()).isEqualTo(4002);
        assertThat(second.sent).isEmpty();
        FakeConnection third = resumables.next().accept(Resumables.resumed(0, 0));
        assertThat(third.sent).containsExactly("m", "parked");
        third.acknowledge(2, 0);
        assertThat(parked).isDone();
    }

    @Test
    void anAnswerThatAsksAgainForWhatWasAcknowledgedEndsTheConnection() {
        EngineSession session = resumables.open();
        session.getAsyncRemote().sendText("a");
        session.getAsyncRemote().sendText("b");
        resumables.connection().acknowledge(1, 0);
        FakeConnection second = next().accept(Resumables.resumed(0, 0));
        assertThat(requireNonNull(second.closedWith).getCloseCode().getCode()).isEqualTo(4002);
        assertThat(second.sent).isEmpty();
        assertThat(resumables.next().accept(Resumables.resumed(1, 1)).sent).containsExactly("b");
    }

    @Test
    void oneOfWhatWasNeverSentEndsTheConnection() {
        EngineSession session = resumables.open();
        Future<Void> sent = session.getAsyncRemote().sendText("m");
        FakeConnection second = duringAHandler(session, () -> {
            FakeConnection next = next().accept(Resumables.resumed(1, 0));
            next.acknowledge(2, 0);
            return next;
        });
        assertThat(requireNonNull(second.closedWith).getCloseCode().getCode()).isEqualTo(4002);
        resumables.next().accept(Resumables.resumed(1, 1));
        assertThat(sent).isDone();
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void oneOnAConnectionThatIsReplacedMeanwhileCountsToo() throws Exception {
        EngineSession session = resumables.open();
        Future<Void> sent = session.getAsyncRemote().sendText("m");
        duringAHandler(session, () -> {
            next().accept(Resumables.resumed(1, 0)).acknowledge(1, 0);
            return next().accept(Resumables.begun(Reset.UNKNOWN));
        });
        assertThat(sent).isDone();
        sent.get();
    }

    /** Whoever sends has looked for a connection, and that one is replaced before the message is handed over. */
    @Test
    void aMessageForTheConnectionBeforeGoesOutOnTheNewOne() {
        EngineSession session = resumables.open();
        ResumableSender sender = (ResumableSender) session.driver().sender();
        FakeConnection first = resumables.connection();
        FakeConnection second = next().accept(Resumables.resumed(0, 0));
        sender.transmit(sender.fill("m".getBytes(UTF_8), 1, SendOptions.NONE, null), first, false);
        assertThat(first.sent).isEmpty();
        assertThat(second.sent).containsExactly("m");
    }

    /** The connection is replaced. */
    private FakeConnection next() {
        resumables.lose();
        return resumables.next();
    }

    private interface Event {
        FakeConnection happen() throws Exception;
    }

    /** This happens while the handler of a message runs; the connection of which it tells, afterwards. */
    private FakeConnection duringAHandler(EngineSession session, Event event) {
        FakeConnection[] told = new FakeConnection[1];
        session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> {
            try {
                told[0] = event.happen();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        resumables.connection().listener.text("m", true);
        return requireNonNull(told[0]);
    }
}
