package dev.mooring.tyrus.engine;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.Delivery.Unsupported;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.Failed;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.FirstMessage;
import dev.mooring.websocket.MessageDropped;
import dev.mooring.websocket.Resumed;
import dev.mooring.websocket.SessionReset;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.UnacknowledgedException;
import dev.mooring.websocket.UnacknowledgedMessage;
import dev.mooring.websocket.delivery.Reset;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a session makes of what the server says of it: resumed, reset, or nothing at all. */
class ResetTest {

    private final Resumables resumables = new Resumables();
    private final World world = resumables.world;
    private final List<Future<Void>> sends = new ArrayList<>();

    @Test
    void aResumptionCompletesWhatHasArrivedAndSendsTheRestAgain() throws Exception {
        EngineSession session = resumables.open();
        send(session, 5);
        resumables.connection().acknowledge(2, 0);
        resumables.lose();
        send(session, 1);
        FakeConnection second = resumables.next();
        assertThat(second.asked().id()).isNotNull();
        second.accept(Resumables.resumed(4, 3)); // the handler of the fourth still runs
        assertThat(second.sent).containsExactly("m4", "m5");
        assertCompleted(3);
        assertThat(world.events(Resumed.class)).singleElement().satisfies(event -> {
            assertThat(event.epoch()).isEqualTo(2);
            assertThat(event.replayed()).isEqualTo(1);
            assertThat(event.acknowledged()).isEqualTo(1);
        });
        second.acknowledge(6, 0);
        assertCompleted(6);
    }

    @Test
    void aResetFailsWhatWasNotAcknowledgedAndTheSessionGoesOn() {
        EngineSession session = resumables.open();
        send(session, 5);
        resumables.connection().acknowledge(2, 0);
        resumables.lose();
        send(session, 1);
        FakeConnection second = resumables.next();
        second.accept(Resumables.begun(Reset.EXPIRED));
        assertThat(second.sent).containsExactly("m5");
        assertReset("expired", 3, false);
        assertCompleted(2);
        assertFailed(2, 5);
        assertThat(sends.get(5)).isNotDone();
        second.acknowledge(1, 0); // counted from 1 again
        assertThat(sends.get(5)).isDone();
        assertThat(session.bufferedAmount()).isZero();
    }

    /** The server keeps the session that it began then, and resumes it; for us it begins. */
    @Test
    void aResetIsNotForgottenWhenItsAttemptFailsBeforeItIsAuthenticated() {
        world.firstMessage = FirstMessage.of(attempt -> "secret").acceptedBy("welcome"::equals);
        world.delivery = Delivery.resumable();
        EngineSession session = world.connect();
        resumables.connection().accept(Resumables.begun(null)).listener.text("welcome", true);
        send(session, 5);
        resumables.connection().acknowledge(2, 0);
        resumables.lose();
        resumables
                .next()
                .accept(Resumables.of("another", Resumables.begun(Reset.EXPIRED)))
                .lose();
        while (world.transport.attempts.size() < 3) {
            world.time.advance(ofSeconds(1));
        }
        FakeConnection third = resumables.connection();
        third.accept(Resumables.of("another", Resumables.resumed(0, 0)))
                .listener
                .text("welcome", true);
        assertReset(3, "expired", 3, false);
        assertFailed(2, 5);
        assertThat(third.sent).as("nothing but the first message").containsExactly("secret");
        send(session, 1);
        third.acknowledge(1, 0); // counted from 1 again
        assertThat(sends.get(5)).isDone();
    }

    @Test
    void aSessionThatNeverOpenedIsNotLost() {
        world.firstMessage = FirstMessage.of(attempt -> "secret").acceptedBy("welcome"::equals);
        world.delivery = Delivery.resumable();
        EngineSession session = world.connect();
        resumables.connection().accept(Resumables.begun(null)).lose();
        resumables.next().accept(Resumables.begun(Reset.UNKNOWN)).listener.text("welcome", true);
        assertThat(session.isOpen()).isTrue();
        assertThat(world.events(SessionReset.class)).isEmpty();
    }

    @Test
    void orItIsSentAgainAheadOfAllElse() {
        EngineSession session = resumables.open(Delivery.resumable().sendAgainAfterReset());
        send(session, 5);
        resumables.connection().acknowledge(2, 0);
        resumables.lose();
        send(session, 1);
        FakeConnection second = resumables.next();
        second.accept(Resumables.begun(Reset.UNKNOWN));
        assertThat(second.sent).containsExactly("m2", "m3", "m4", "m5");
        assertReset("unknown", 3, true);
        assertCompleted(2);
        second.acknowledge(3, 0);
        assertCompleted(5);
        second.acknowledge(4, 0);
        assertCompleted(6);
    }

    @Test
    void orItIsHandedBackInOrderBeforeOnOpen() {
        List<String> calls = new ArrayList<>();
        world.endpoint = new World.Silent() {
            @Override
            public void onOpen(Session session, EndpointConfig config) {
                calls.add("open");
            }
        };
        EngineSession session = resumables.open(Delivery.resumable()
                .handBackAfterReset(lost -> lost.forEach(message -> calls.add(contentOf(message)))));
        send(session, 2);
        sends.add(session.getAsyncRemote().sendBinary(ByteBuffer.wrap(new byte[] {7})));
        resumables.connection().acknowledge(1, 0);
        resumables.lose();
        FakeConnection second = resumables.next();
        second.accept(Resumables.begun(Reset.OVERFLOW));
        assertThat(calls).containsExactly("open", "m1", "7", "open");
        assertThat(second.sent).isEmpty();
        assertReset("overflow", 2, false);
        assertCompleted(1);
        assertFailed(1, 3);
    }

    @Test
    void whatTakesThemBackMayThrowAndTheSessionGoesOn() {
        List<Throwable> errors = new ArrayList<>();
        world.endpoint = new World.Silent() {
            @Override
            public void onError(Session session, Throwable failure) {
                errors.add(failure);
            }
        };
        IllegalStateException broken = new IllegalStateException("no place for them");
        EngineSession session = resumables.open(Delivery.resumable().handBackAfterReset(lost -> {
            throw broken;
        }));
        send(session, 1);
        resumables.lose();
        resumables.next().accept(Resumables.begun(Reset.UNKNOWN));
        assertThat(errors).containsExactly(broken);
        assertReset("unknown", 1, false);
        assertFailed(0, 1);
        send(session, 1);
        assertThat(resumables.connection().sent).containsExactly("m1");
    }

    @Test
    void aServerThatDoesNotSpeakItGetsBestEffort() {
        EngineSession session = open(Delivery.resumable());
        assertThat(session.state()).isEqualTo(SessionState.OPEN);
        send(session, 1);
        assertCompleted(1); // as it is written
        assertThat(world.events(SessionReset.class)).isEmpty();
        assertThat(session.bufferedAmount()).isZero();
    }

    @Test
    void orNothingIfTheApplicationWantsNoLess() {
        EngineSession session = open(Delivery.resumable().whenUnsupported(Unsupported.FAIL));
        assertThat(session.state()).isEqualTo(SessionState.FAILED);
        assertThat(world.lastEvent(Failed.class).cause().failure().kind()).isEqualTo(Failure.Kind.DELIVERY_UNSUPPORTED);
        resumables.next();
        assertThat(world.transport.attempts).hasSize(1);
    }

    @Test
    void aServerThatSpeaksItNoMoreHasLostTheSession() {
        EngineSession session = resumables.open();
        send(session, 2);
        resumables.lose();
        FakeConnection second = resumables.next();
        second.accept();
        assertReset("unsupported", 2, false);
        assertFailed(0, 2);
        send(session, 1);
        assertThat(second.sent).containsExactly("m2");
        assertThat(sends.get(2)).isDone();
    }

    @Test
    void orEndsItAndWhatWasNotAcknowledgedIsTold() {
        EngineSession session = resumables.open(Delivery.resumable().whenUnsupported(Unsupported.FAIL));
        send(session, 2);
        resumables.lose();
        resumables.next().accept();
        assertThat(session.state()).isEqualTo(SessionState.FAILED);
        assertFailed(0, 2);
        assertThat(world.events(MessageDropped.class))
                .extracting(MessageDropped::reason)
                .containsExactly(DropReason.UNACKNOWLEDGED, DropReason.UNACKNOWLEDGED);
    }

    @Test
    void anAcknowledgementOfWhatWasNeverSentEndsTheConnectionAndNotTheSession() throws Exception {
        EngineSession session = resumables.open();
        send(session, 2);
        FakeConnection first = resumables.connection();
        first.acknowledge(3, 0);
        assertBrokenOff(first);
        assertCompleted(0);
        resumables.next().accept(Resumables.resumed(2, 2));
        assertCompleted(2);
    }

    @Test
    void soDoMessagesThatTheServerHasSentAndThatDidNotArrive() throws Exception {
        EngineSession session = resumables.open();
        FakeConnection first = resumables.connection();
        first.listener.text("from the server", true);
        first.acknowledge(0, 1);
        assertThat(first.closedWith).isNull();
        first.acknowledge(0, 2);
        assertBrokenOff(first);
        assertThat(resumables.next().asked().received()).isEqualTo(1);
        assertThat(session.state()).isEqualTo(SessionState.CONNECTING);
    }

    private static void assertBrokenOff(FakeConnection connection) {
        assertThat(connection.closedWith)
                .isNotNull()
                .satisfies(reason -> assertThat(reason.getCloseCode().getCode()).isEqualTo(4002));
    }

    /** A session whose first connection says nothing of the protocol. */
    private EngineSession open(Delivery delivery) {
        world.delivery = delivery;
        return world.open();
    }

    private void send(EngineSession session, int messages) {
        for (int i = 0; i < messages; i++) {
            sends.add(session.getAsyncRemote().sendText("m" + sends.size()));
        }
    }

    /** So many have completed, the first ones. */
    private void assertCompleted(int first) {
        List<Boolean> succeeded = sends.stream().map(ResetTest::succeeded).toList();
        assertThat(succeeded.subList(0, first)).doesNotContain(false);
        assertThat(succeeded.subList(first, sends.size())).doesNotContain(true);
    }

    private static boolean succeeded(Future<Void> send) {
        try {
            if (!send.isDone()) {
                return false;
            }
            send.get();
            return true;
        } catch (InterruptedException | ExecutionException e) {
            return false;
        }
    }

    private void assertFailed(int from, int to) {
        for (Future<Void> send : sends.subList(from, to)) {
            assertThat(send).isDone();
            assertThatThrownBy(send::get).hasCauseInstanceOf(UnacknowledgedException.class);
        }
    }

    private void assertReset(String reason, long unacknowledged, boolean sentAgain) {
        assertReset(2, reason, unacknowledged, sentAgain);
    }

    private void assertReset(long epoch, String reason, long unacknowledged, boolean sentAgain) {
        assertThat(world.events(SessionReset.class)).singleElement().satisfies(event -> {
            assertThat(event.epoch()).isEqualTo(epoch);
            assertThat(event.reason()).isEqualTo(reason);
            assertThat(event.unacknowledged()).isEqualTo(unacknowledged);
            assertThat(event.sentAgain()).isEqualTo(sentAgain);
        });
        assertThat(world.events(Resumed.class)).isEmpty();
    }

    private static String contentOf(UnacknowledgedMessage message) {
        ByteBuffer data = message.data();
        return data == null ? String.valueOf(message.text()) : String.valueOf(data.get(data.position()));
    }
}
