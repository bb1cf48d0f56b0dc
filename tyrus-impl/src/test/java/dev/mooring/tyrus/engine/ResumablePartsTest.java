package dev.mooring.tyrus.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.OutboxFullException;
import dev.mooring.websocket.delivery.Ack;
import jakarta.websocket.MessageHandler;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages in parts, both ways, in a resumable session: each is one message, also when the connection breaks within it. */
class ResumablePartsTest {

    private final Resumables resumables = new Resumables();

    @Test
    void partsAreKeptAndGoOutWhole() throws Exception {
        EngineSession session = resumables.open();
        session.getBasicRemote().sendText("a", false);
        session.getAsyncRemote().sendText("whole"); // need not wait for the rest
        session.getBasicRemote().sendText("b", true);
        session.getBasicRemote().sendBinary(bytes("c"), false);
        session.getBasicRemote().sendBinary(bytes("d"), true);
        assertThat(resumables.connection().sent).containsExactly("whole", "ab", bytes("cd"));
        assertThat(session.stats().messagesSent()).isEqualTo(3);
        resumables.connection().acknowledge(3, 0);
        assertThat(session.bufferedAmount()).isZero();
    }

    @Test
    void streamsAreOneMessageToo() throws Exception {
        EngineSession session = resumables.open();
        try (Writer writer = session.getBasicRemote().getSendWriter()) {
            writer.write("text in ");
            writer.flush();
            writer.write("pieces");
        }
        try (OutputStream stream = session.getBasicRemote().getSendStream()) {
            stream.write(new byte[20_000]);
        }
        assertThat(session.sendStream(new ByteArrayInputStream(new byte[30_000]), 1000)
                        .toCompletableFuture())
                .isCompleted();
        assertThat(resumables.connection().sent)
                .containsExactly("text in pieces", ByteBuffer.allocate(20_000), ByteBuffer.allocate(30_000));
    }

    @Test
    void aCutBetweenTwoPartsDoesNotHurt() throws Exception {
        EngineSession session = resumables.open();
        FakeConnection first = resumables.connection();
        session.getBasicRemote().sendText("a", false);
        resumables.lose();
        session.getBasicRemote().sendText("b", false);
        FakeConnection second = resumables.next();
        second.accept(Resumables.resumed(0, 0));
        session.getBasicRemote().sendText("c", true);
        assertThat(first.sent).isEmpty();
        assertThat(second.sent).containsExactly("abc");
    }

    @Test
    void aMessageThatEndsWithoutAConnectionWaitsAsAWholeOne() throws Exception {
        EngineSession session = resumables.open();
        resumables.lose();
        session.getBasicRemote().sendText("a", false);
        session.getBasicRemote().sendText("b", true);
        FakeConnection second = resumables.next();
        second.accept(Resumables.resumed(0, 0));
        assertThat(second.sent).containsExactly("ab");
    }

    @Test
    void afterACutItIsSentAgainAsOne() throws Exception {
        EngineSession session = resumables.open();
        session.getBasicRemote().sendText("a", false);
        session.getBasicRemote().sendText("b", true);
        resumables.lose();
        FakeConnection second = resumables.next();
        second.accept(Resumables.resumed(0, 0));
        assertThat(second.sent).containsExactly("ab");
    }

    @Test
    void moreThanTheOutboxHoldsIsRefusedAtThePartThatIsTooMuch() throws Exception {
        resumables.world.outbox = Outbox.ofMessages(10).ofBytes(100);
        EngineSession session = resumables.open();
        session.getBasicRemote().sendText("x".repeat(60), false);
        assertThatThrownBy(() -> session.getBasicRemote().sendText("x".repeat(60), false))
                .isInstanceOf(OutboxFullException.class)
                .hasMessageContaining("Outbox.ofBytes");
        session.getBasicRemote().sendText("next", true);
        assertThat(resumables.connection().sent).containsExactly("next");
        assertThat(resumables.connection().aborted).isFalse();
    }

    @Test
    void whatIsLeftOfAMessageThatFailedIsNoMessage() throws Exception {
        resumables.world.outbox = Outbox.ofMessages(10).ofBytes(20_000);
        EngineSession session = resumables.open();
        assertThatThrownBy(() -> {
                    try (Writer writer = session.getBasicRemote().getSendWriter()) {
                        for (int i = 0; i < 30; i++) {
                            writer.write("x".repeat(1000));
                        }
                    }
                })
                .isInstanceOf(OutboxFullException.class);
        assertThatThrownBy(() -> {
                    try (OutputStream stream = session.getBasicRemote().getSendStream()) {
                        stream.write(new byte[30_000]);
                    }
                })
                .isInstanceOf(OutboxFullException.class);
        assertThat(resumables.connection().sent).isEmpty();
    }

    @Test
    void nothingIsWrittenToAMessageThatIsClosed() throws Exception {
        EngineSession session = resumables.open();
        Writer writer = session.getBasicRemote().getSendWriter();
        writer.write("whole");
        writer.close();
        writer.close(); // again does no harm
        assertThatThrownBy(() -> writer.write("more")).hasMessageContaining("closed");
        assertThatThrownBy(writer::flush).hasMessageContaining("closed");
        assertThat(resumables.connection().sent).containsExactly("whole");
    }

    @Test
    void aBrokenOffStreamSendsNothingAndBreaksNothing() throws Exception {
        EngineSession session = resumables.open();
        assertThatThrownBy(() -> session.sendStream(new ByteArrayInputStream(new byte[17 << 20]), 1 << 20)
                        .toCompletableFuture()
                        .get())
                .hasCauseInstanceOf(OutboxFullException.class);
        session.getBasicRemote().sendText("next");
        assertThat(resumables.connection().sent).containsExactly("next");
    }

    @Test
    void aHandlerOfWholeMessagesSeesAMessageThatWasCutOnce() throws Exception {
        EngineSession session = resumables.open();
        List<String> handled = new ArrayList<>();
        session.addMessageHandler(String.class, (MessageHandler.Whole<String>) handled::add);
        receiveWithACutBetween();
        assertThat(handled).containsExactly("whole", "ab");
    }

    @Test
    void aHandlerOfPartsSeesItsBeginningAgainAndItsEndOnce() throws Exception {
        EngineSession session = resumables.open();
        List<String> handled = new ArrayList<>();
        session.addMessageHandler(
                String.class, (MessageHandler.Partial<String>) (part, last) -> handled.add(last ? part + "." : part));
        receiveWithACutBetween();
        assertThat(handled).containsExactly("whole.", "a", "a", "b.");
    }

    private void receiveWithACutBetween() throws Exception {
        FakeConnection first = resumables.connection();
        first.listener.text("whole", true);
        first.listener.text("a", false);
        resumables.lose();
        FakeConnection second = resumables.next();
        assertThat(second.asked().received()).isEqualTo(1);
        second.accept(Resumables.resumed(0, 0));
        second.listener.text("a", false);
        second.listener.text("b", true);
        resumables.world.time.advance(Duration.ofSeconds(1));
        ByteBuffer last = second.pongs.get(second.pongs.size() - 1);
        assertThat(Ack.read(last)).isEqualTo(new Ack(2, 0));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
