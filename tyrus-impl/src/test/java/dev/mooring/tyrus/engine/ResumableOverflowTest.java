package dev.mooring.tyrus.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mooring.testkit.ManualExecutor;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.MessageDropped;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.OutboxFullException;
import dev.mooring.websocket.Overflow;
import dev.mooring.websocket.UnacknowledgedException;
import dev.mooring.websocket.delivery.Reset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What is not acknowledged is in the outbox, whatever has been written: full, it does what its policy says. */
class ResumableOverflowTest {

    private final Resumables resumables = new Resumables();
    private final World world = resumables.world;

    @Test
    void writingMakesNoRoomAndAnAcknowledgementDoes() {
        EngineSession session = open(Outbox.ofMessages(3));
        for (int i = 0; i < 3; i++) {
            send(session, "m" + i);
        }
        assertThat(session.bufferedAmount()).isEqualTo(6);
        assertRefused(send(session, "m3"));
        resumables.connection().acknowledge(1, 0);
        assertThat(send(session, "m4")).isNotDone();
        assertRefused(send(session, "m5"));
        assertThat(resumables.connection().sent).containsExactly("m0", "m1", "m2", "m4");
        assertThat(world.events(MessageDropped.class)).isEmpty();
    }

    /** Whose handlers wait for their turn on a busy executor. */
    @Test
    void droppingTheOldestDropsOneForOne() {
        ManualExecutor executor = new ManualExecutor();
        world.executor = executor;
        world.outbox = Outbox.ofMessages(3).whenFull(Overflow.DROP_OLDEST);
        world.delivery = Delivery.resumable();
        EngineSession session = world.connect();
        executor.runAll();
        List<String> failed = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String text = "m" + i;
            session.getAsyncRemote().sendText(text, result -> failed.add(text));
        }
        assertThat(session.stats().messagesDropped()).isEqualTo(1);
        executor.runAll();
        assertThat(failed).containsExactly("m0");
    }

    @Test
    void bytesAreBoundedAsMessagesAre() {
        EngineSession session = open(Outbox.ofMessages(100).ofBytes(10));
        send(session, "12345");
        send(session, "12345");
        assertRefused(send(session, "1"));
        resumables.connection().acknowledge(2, 0);
        assertThat(session.bufferedAmount()).isZero();
        assertThat(send(session, "1234567890")).isNotDone();
        assertRefused(send(session, "12345678901"));
        assertThat(resumables.connection().sent).containsExactly("12345", "12345", "1234567890");
    }

    @Test
    void whatIsSentAgainAfterTheLossHasItsRoomAllTheTime() {
        EngineSession session = open(Outbox.ofMessages(2));
        send(session, "m0");
        send(session, "m1");
        resumables.lose();
        assertRefused(send(session, "m2"));
        resumables.next().accept(Resumables.resumed(1, 1));
        assertThat(send(session, "m3")).isNotDone();
        assertRefused(send(session, "m4"));
        assertThat(resumables.connection().sent).containsExactly("m1", "m3");
    }

    @Test
    void aSenderThatBlocksGoesOnWithTheAcknowledgement() {
        EngineSession session = open(Outbox.ofMessages(1).blockFor(ofSeconds(30)));
        send(session, "m0");
        Thread sender = new Thread(() -> send(session, "m1"));
        sender.start();
        await().until(() -> sender.getState() == Thread.State.TIMED_WAITING);
        assertThat(resumables.connection().sent).containsExactly("m0");
        resumables.connection().acknowledge(1, 0);
        await().until(() -> !sender.isAlive());
        assertThat(resumables.connection().sent).containsExactly("m0", "m1");
    }

    @Test
    void butNoLongerThanItsTime() {
        EngineSession session = open(Outbox.ofMessages(1).blockFor(ofMillis(50)));
        send(session, "m0");
        long before = System.nanoTime();
        assertRefused(send(session, "m1"));
        assertThat(System.nanoTime() - before)
                .isGreaterThanOrEqualTo(ofMillis(50).toNanos());
    }

    @Test
    void aBlockingSendWaitsForRoomWhateverThePolicy() throws Exception {
        EngineSession session = open(Outbox.ofMessages(1));
        session.getBasicRemote().sendText("m0"); // returns, as it is kept
        AtomicReference<IOException> failure = new AtomicReference<>();
        Thread sender = new Thread(() -> {
            try {
                session.getBasicRemote().sendText("m1");
            } catch (IOException e) {
                failure.set(e);
            }
        });
        sender.start();
        await().until(() -> sender.getState() == Thread.State.TIMED_WAITING);
        resumables.connection().acknowledge(1, 0);
        await().until(() -> !sender.isAlive());
        assertThat(failure.get()).isNull();
        assertThat(resumables.connection().sent).containsExactly("m0", "m1");
    }

    @Test
    void theNewestIsDroppedAndTold() {
        EngineSession session = open(Outbox.ofMessages(2).whenFull(Overflow.DROP_NEWEST));
        send(session, "m0");
        send(session, "m1");
        assertRefused(send(session, "m2"));
        assertDropped(1);
        assertThat(resumables.connection().sent).containsExactly("m0", "m1");
    }

    @Test
    void theOldestIsDroppedAmongThoseThatNoConnectionHadYet() {
        EngineSession session = open(Outbox.ofMessages(2).whenFull(Overflow.DROP_OLDEST));
        Future<Void> handed = send(session, "m0");
        resumables.lose();
        Future<Void> parked = send(session, "m1");
        send(session, "m2");
        assertThat(parked).isDone();
        assertDropped(1);
        resumables.next().accept(Resumables.resumed(0, 0));
        assertThat(resumables.connection().sent).containsExactly("m0", "m2");
        resumables.connection().acknowledge(1, 0);
        assertThat(handed).isDone();
    }

    @Test
    void whereAllHaveBeenHandedOverTheNewestGoes() {
        EngineSession session = open(Outbox.ofMessages(2).whenFull(Overflow.DROP_OLDEST));
        Future<Void> oldest = send(session, "m0");
        send(session, "m1");
        assertRefused(send(session, "m2"));
        assertThat(oldest).isNotDone();
        assertDropped(1);
        resumables.lose();
        resumables.next().accept(Resumables.resumed(0, 0));
        assertThat(resumables.connection().sent).containsExactly("m0", "m1");
    }

    @Test
    void aResetMakesRoom() {
        EngineSession session = open(Outbox.ofMessages(1));
        Future<Void> lost = send(session, "m0");
        resumables.lose();
        resumables.next().accept(Resumables.begun(Reset.UNKNOWN));
        assertThatThrownBy(lost::get).hasCauseInstanceOf(UnacknowledgedException.class);
        assertThat(send(session, "m1")).isNotDone();
    }

    private EngineSession open(Outbox outbox) {
        world.outbox = outbox;
        return resumables.open();
    }

    private static Future<Void> send(EngineSession session, String text) {
        return session.getAsyncRemote().sendText(text);
    }

    private static void assertRefused(Future<Void> send) {
        assertThat(send).isDone();
        assertThatThrownBy(send::get).hasCauseInstanceOf(OutboxFullException.class);
    }

    private void assertDropped(int messages) {
        assertThat(world.events(MessageDropped.class))
                .hasSize(messages)
                .allSatisfy(event -> assertThat(event.reason()).isEqualTo(DropReason.OVERFLOW));
    }
}
