package dev.mooring.websocket.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageDeliveryTest {

    private final List<Object> received = new ArrayList<>();
    private final FakeSession owner = fake();
    private final MessageDispatcher dispatcher = owner.dispatcher;

    private static FakeSession fake() {
        try {
            return new FakeSession();
        } catch (DeploymentException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void wholeTextReachesWholeHandler() {
        dispatcher.add(String.class, (MessageHandler.Whole<String>) received::add);
        dispatcher.text("one", true);
        dispatcher.text("", true);
        assertThat(received).containsExactly("one", "");
    }

    @Test
    void textInPartsIsAssembledForWholeHandler() {
        dispatcher.add(String.class, (MessageHandler.Whole<String>) received::add);
        dispatcher.text("a", false);
        dispatcher.text("b", false);
        assertThat(received).isEmpty();
        dispatcher.text("c", true);
        dispatcher.text("next", true);
        assertThat(received).containsExactly("abc", "next");
    }

    @Test
    void partsOfTextPassThroughToPartialHandler() {
        dispatcher.add(String.class, (String part, boolean last) -> received.add(part + last));
        dispatcher.text("a", false);
        dispatcher.text("b", true);
        dispatcher.text("whole", true);
        assertThat(received).containsExactly("afalse", "btrue", "wholetrue");
    }

    @Test
    void textReachesReader() {
        dispatcher.add(Reader.class, (MessageHandler.Whole<Reader>) reader -> received.add(read(reader)));
        dispatcher.text("a", false);
        dispatcher.text("b", true);
        dispatcher.text("c", true);
        assertThat(received).containsExactly("ab", "c");
    }

    @Test
    void binaryReachesArrayBufferAndStream() {
        for (String form : List.of("array", "buffer", "stream")) {
            FakeSession session = fake();
            switch (form) {
                case "array" ->
                    session.dispatcher.add(
                            byte[].class, (MessageHandler.Whole<byte[]>) m -> received.add(new String(m, UTF_8)));
                case "buffer" ->
                    session.dispatcher.add(
                            ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>) m -> received.add(string(m)));
                default ->
                    session.dispatcher.add(
                            InputStream.class, (MessageHandler.Whole<InputStream>) m -> received.add(read(m)));
            }
            session.dispatcher.binary(bytes("whole"), true);
            session.dispatcher.binary(bytes("in"), false);
            session.dispatcher.binary(bytes("").asReadOnlyBuffer(), false);
            session.dispatcher.binary(bytes(" parts").asReadOnlyBuffer(), true);
            assertThat(received).as(form).containsExactly("whole", "in parts");
            received.clear();
        }
    }

    @Test
    void partsOfBinaryPassThroughToPartialHandler() {
        dispatcher.add(byte[].class, (byte[] part, boolean last) -> received.add(new String(part, UTF_8) + last));
        dispatcher.binary(bytes("a"), false);
        dispatcher.binary(bytes("b"), true);
        dispatcher.binary(bytes("c"), true);
        assertThat(received).containsExactly("afalse", "btrue", "ctrue");
    }

    @Test
    void buffersAreTheHandlersToKeepAndTheTransportsStayUntouched() {
        List<ByteBuffer> kept = new ArrayList<>();
        FakeSession partial = fake();
        dispatcher.add(ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>) kept::add);
        partial.dispatcher.add(ByteBuffer.class, (ByteBuffer part, boolean last) -> kept.add(part));
        ByteBuffer reused = ByteBuffer.wrap("..abc..".getBytes(UTF_8), 2, 3).slice();
        dispatcher.binary(reused, true);
        partial.dispatcher.binary(reused, false);
        assertThat(reused.remaining()).isEqualTo(3);
        reused.put(0, (byte) 'X');
        assertThat(kept).extracting(MessageDeliveryTest::string).containsExactly("abc", "abc");
    }

    @Test
    void pongReachesItsHandlerAlsoWithinAMessageInParts() {
        dispatcher.add(String.class, (MessageHandler.Whole<String>) received::add);
        dispatcher.add(PongMessage.class, (MessageHandler.Whole<PongMessage>)
                p -> received.add("pong " + string(p.getApplicationData())));
        dispatcher.text("a", false);
        dispatcher.pong(FakeSession.pong("x"));
        dispatcher.text("b", true);
        assertThat(received).containsExactly("pong x", "ab");
    }

    @Test
    void textAndBinaryInPartsDoNotMix() {
        dispatcher.add(String.class, (MessageHandler.Whole<String>) received::add);
        dispatcher.add(byte[].class, (MessageHandler.Whole<byte[]>) m -> received.add(m.length));
        dispatcher.text("a", false);
        dispatcher.binary(bytes("123"), true);
        dispatcher.text("b", true);
        assertThat(received).containsExactly(3, "ab");
    }

    @Test
    void messagesWithoutHandlerAreDropped() {
        dispatcher.text("a", true);
        dispatcher.binary(bytes("a"), true);
        dispatcher.pong(FakeSession.pong("x"));
        assertThat(owner.errors).isEmpty();
        assertThat(owner.violations).isEmpty();
    }

    @Test
    void messageThatBeganWithoutHandlerIsDroppedToItsEnd() {
        dispatcher.text("a", false);
        dispatcher.add(String.class, (MessageHandler.Whole<String>) received::add);
        dispatcher.text("b", true);
        dispatcher.text("c", true);
        assertThat(received).containsExactly("c");
    }

    @Test
    void messageEndsAtTheHandlerItBeganWith() {
        MessageHandler.Whole<String> first = m -> received.add("first " + m);
        dispatcher.add(String.class, first);
        dispatcher.text("a", false);
        dispatcher.remove(first);
        dispatcher.add(String.class, (MessageHandler.Whole<String>) m -> received.add("second " + m));
        dispatcher.text("b", true);
        dispatcher.text("c", true);
        assertThat(received).containsExactly("first ab", "second c");
    }

    @Test
    void newConnectionDropsTheHalfMessageOfTheOld() {
        dispatcher.add(String.class, (MessageHandler.Whole<String>) received::add);
        dispatcher.add(byte[].class, (MessageHandler.Whole<byte[]>) m -> received.add(new String(m, UTF_8)));
        dispatcher.text("lost", false);
        dispatcher.binary(bytes("lost"), false);
        dispatcher.connectionOpening();
        dispatcher.connectionOpened();
        dispatcher.text("new", true);
        dispatcher.binary(bytes("new"), true);
        assertThat(received).containsExactly("new", "new");
    }

    @Test
    void whatHandlersThrowGoesToTheOwnerAndTheSessionGoesOn() {
        dispatcher.add(String.class, (MessageHandler.Whole<String>) m -> {
            received.add(m);
            throw new IllegalStateException(m);
        });
        dispatcher.add(PongMessage.class, (MessageHandler.Whole<PongMessage>) p -> {
            throw new AssertionError("pong");
        });
        dispatcher.text("whole", true);
        dispatcher.text("in ", false);
        dispatcher.text("parts", true);
        dispatcher.pong(FakeSession.pong("x"));
        dispatcher.text("more", true);
        assertThat(received).containsExactly("whole", "in parts", "more");
        assertThat(owner.errors).extracting(Throwable::getMessage).containsExactly("whole", "in parts", "pong", "more");
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static String string(ByteBuffer bytes) {
        return UTF_8.decode(bytes.duplicate()).toString();
    }

    private static String read(Reader reader) {
        try (reader) {
            StringWriter all = new StringWriter();
            reader.transferTo(all);
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
