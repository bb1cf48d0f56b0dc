package dev.mooring.tyrus;

import static dev.mooring.tyrus.Quick.millisSince;
import static dev.mooring.tyrus.Quick.outcome;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.MessageDropped;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.OutboxFullException;
import dev.mooring.websocket.Overflow;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SendOptions;
import dev.mooring.websocket.SessionState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is parked while the server is away: how much, for how long, and what goes when there is no room. */
class OverflowTest {

    private final Recorder recorder = new Recorder();
    private final List<CompletionStage<Void>> sent = new ArrayList<>();
    private EchoServer server;
    private ResilientContainer container;
    private ResilientSession session;

    @BeforeEach
    void start() throws Exception {
        server = EchoServer.start();
    }

    @AfterEach
    void stop() {
        container.close();
        server.close();
    }

    private void disconnected(Outbox outbox) throws Exception {
        container = Quick.container(recorder).outbox(outbox).build();
        session = container.connectToServer(recorder, server.uri("sink"));
        server.stop();
        await().until(() -> session.state() != SessionState.OPEN);
    }

    private void send(String text, SendOptions options) {
        sent.add(session.send(text, options));
    }

    private List<DropReason> drops() {
        return recorder.events(MessageDropped.class).stream()
                .map(MessageDropped::reason)
                .toList();
    }

    private void arriving(String... messages) throws Exception {
        server.restart();
        await().untilAsserted(() -> assertThat(server.received).containsExactly(messages));
    }

    @Test
    void rejectFailsTheNewOneAndKeepsTheOthers() throws Exception {
        disconnected(Outbox.ofMessages(2));
        List.of("1", "2", "3").forEach(text -> send(text, SendOptions.NONE));
        assertThat(outcome(sent.get(2)))
                .isInstanceOf(OutboxFullException.class)
                .hasMessageContaining("2 of 2 messages");
        assertThatThrownBy(() -> session.getBasicRemote().sendText("4")).isInstanceOf(OutboxFullException.class);
        arriving("1", "2");
        assertThat(drops()).isEmpty();
    }

    @Test
    void dropOldestMakesRoomForTheNewOne() throws Exception {
        disconnected(Outbox.ofMessages(2).whenFull(Overflow.DROP_OLDEST));
        List.of("1", "2", "3").forEach(text -> send(text, SendOptions.NONE));
        session.getBasicRemote().sendText("4");
        assertThat(outcome(sent.get(0))).hasMessageContaining("dropped");
        arriving("3", "4");
        assertThat(drops()).containsExactly(DropReason.OVERFLOW, DropReason.OVERFLOW);
        assertThat(session.stats().messagesDropped()).isEqualTo(2);
    }

    @Test
    void dropNewestKeepsTheOthersAndTells() throws Exception {
        disconnected(Outbox.ofMessages(2).whenFull(Overflow.DROP_NEWEST));
        List.of("1", "2", "3").forEach(text -> send(text, SendOptions.NONE));
        assertThat(outcome(sent.get(2))).isInstanceOf(OutboxFullException.class);
        arriving("1", "2");
        assertThat(drops()).containsExactly(DropReason.OVERFLOW);
    }

    @Test
    void blockWaitsForRoomAndThenFails() throws Exception {
        disconnected(Outbox.ofMessages(1).blockFor(ofMillis(300)));
        send("1", SendOptions.NONE);
        long start = System.nanoTime();
        assertThatThrownBy(() -> session.getBasicRemote().sendText("2")).isInstanceOf(OutboxFullException.class);
        assertThat(millisSince(start)).isGreaterThanOrEqualTo(300);
        arriving("1");
    }

    @Test
    void blockGoesOnAsSoonAsThereIsRoom() throws Exception {
        disconnected(Outbox.ofMessages(1).blockFor(ofSeconds(60)));
        send("1", SendOptions.NONE);
        CompletableFuture<Void> blocked =
                CompletableFuture.runAsync(() -> session.getAsyncRemote().sendText("2"));
        arriving("1", "2");
        assertThat(outcome(blocked)).isNull();
    }

    @Test
    void aVolatileMessageIsNotParked() throws Exception {
        disconnected(Outbox.defaults());
        send("now", SendOptions.neverParked());
        assertThat(outcome(sent.get(0))).hasMessageContaining("not to be parked");
        send("later", SendOptions.NONE);
        arriving("later");
    }

    @Test
    void aMessageIsDroppedWhenItsTimeIsOver() throws Exception {
        disconnected(Outbox.defaults());
        send("stale", SendOptions.timeToLive(ofMillis(50)));
        send("fresh", SendOptions.NONE);
        assertThat(outcome(sent.get(0))).hasMessageContaining("EXPIRED");
        arriving("fresh");
        assertThat(drops()).containsExactly(DropReason.EXPIRED);
    }

    @Test
    void aNewerMessageTakesThePlaceOfTheOlderOfItsKey() throws Exception {
        disconnected(Outbox.defaults());
        send("a1", SendOptions.conflateBy("a"));
        send("b1", SendOptions.conflateBy("b"));
        send("plain", SendOptions.NONE);
        send("a2", SendOptions.conflateBy("a"));
        arriving("a2", "b1", "plain");
        assertThat(outcome(sent.get(0))).hasMessageContaining("REPLACED");
        assertThat(outcome(sent.get(3))).isNull();
        assertThat(drops()).containsExactly(DropReason.REPLACED);
    }

    @Test
    void anOutboxOfNoMessagesParksNothingButSendsWhatCanGoNow() throws Exception {
        disconnected(Outbox.ofMessages(0));
        assertThatThrownBy(() -> session.getBasicRemote().sendText("1")).hasMessageContaining("park nothing");
        server.restart();
        Quick.awaitState(session, SessionState.OPEN);
        await().untilAsserted(() -> session.getBasicRemote().sendText("2"));
        await().untilAsserted(() -> assertThat(server.received).containsExactly("2"));
    }

    @Test
    void whatIsStillParkedAtTheEndIsToldBeforeTheTerminalEvent() throws Exception {
        disconnected(Outbox.defaults());
        send("never", SendOptions.NONE);
        session.close();
        Quick.awaitEnd(session);
        assertThat(outcome(sent.get(0))).hasMessageContaining("SESSION_ENDED");
        assertThat(drops()).containsExactly(DropReason.SESSION_ENDED);
        assertThat(recorder.states()).endsWith(SessionState.CLOSED);
        assertThat(recorder.events.get(recorder.events.size() - 1))
                .isInstanceOf(dev.mooring.websocket.StateChanged.class);
    }
}
