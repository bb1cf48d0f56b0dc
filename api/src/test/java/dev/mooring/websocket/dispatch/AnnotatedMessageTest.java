package dev.mooring.websocket.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.ResilientSession;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DecodeException;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.OnMessage;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AnnotatedMessageTest {

    /** What the endpoints below received. */
    abstract static class Recording {
        final List<Object> received = new ArrayList<>();

        void got(Object... what) {
            received.addAll(List.of(what));
        }
    }

    static Stream<Arguments> textEndpoints() {
        return Stream.of(
                Arguments.of(new OfString(), "a", List.of("a")),
                Arguments.of(new OfStringAndSession(), "a", List.of("a", true)),
                Arguments.of(new OfSessionFirst(), "a", List.of("a", true)),
                Arguments.of(new OfReader(), "a", List.of('a')),
                Arguments.of(new OfInt(), "42", List.of(42)),
                Arguments.of(new OfLongWrapper(), "42", List.of(42L)),
                Arguments.of(new OfBoolean(), "true", List.of(true)),
                Arguments.of(new OfBooleanAndSession(), "true", List.of(true)),
                Arguments.of(new OfChar(), "x", List.of('x')),
                Arguments.of(new OfDouble(), "1.5", List.of(1.5)),
                Arguments.of(new OfPrice(), "a=1", List.of(new Price("a", "1"))),
                Arguments.of(new OfPriceStream(), "a=1", List.of(new Price("a", "1"))));
    }

    @ParameterizedTest
    @MethodSource("textEndpoints")
    void textReachesAMethodOfAnyTextParameter(Recording endpoint, String message, List<Object> expected)
            throws Exception {
        FakeSession session = FakeSession.of(AnnotatedEndpoint.client(endpoint));
        session.dispatcher.text(message, true);
        assertThat(session.errors).isEmpty();
        assertThat(endpoint.received).isEqualTo(expected);
    }

    static Stream<Recording> binaryEndpoints() {
        return Stream.of(new OfBytes(), new OfBuffer(), new OfStream(), new OfBinaryPrice());
    }

    @ParameterizedTest
    @MethodSource("binaryEndpoints")
    void binaryReachesAMethodOfAnyBinaryParameter(Recording endpoint) throws Exception {
        FakeSession session = FakeSession.of(AnnotatedEndpoint.client(endpoint));
        session.dispatcher.binary(ByteBuffer.wrap("a=1".getBytes(UTF_8)), true);
        assertThat(session.errors).isEmpty();
        assertThat(endpoint.received).containsExactly("a=1");
    }

    @Test
    void partsReachMethodsWithABooleanWhereverItStands() throws Exception {
        Parts endpoint = new Parts();
        FakeSession session = FakeSession.of(AnnotatedEndpoint.client(endpoint));
        session.dispatcher.text("a", false);
        session.dispatcher.text("b", true);
        session.dispatcher.binary(ByteBuffer.allocate(2), false);
        session.dispatcher.binary(ByteBuffer.allocate(3), true);
        assertThat(endpoint.received).containsExactly("a", false, "b", true, 2, false, 3, true);
    }

    @Test
    void byteArraysComeInParts() throws Exception {
        ByteParts endpoint = new ByteParts();
        FakeSession session = FakeSession.of(AnnotatedEndpoint.client(endpoint));
        session.dispatcher.binary(ByteBuffer.allocate(2), false);
        session.dispatcher.binary(ByteBuffer.allocate(3), true);
        assertThat(endpoint.received).containsExactly(2, false, 3, true);
    }

    @Test
    void pongReachesItsMethod() throws Exception {
        OfPong endpoint = new OfPong();
        FakeSession session = FakeSession.of(AnnotatedEndpoint.client(endpoint));
        session.dispatcher.pong(FakeSession.pong("abc"));
        assertThat(endpoint.received).containsExactly(3, true);
    }

    @Test
    void resultsAreSentBackExceptNull() throws Exception {
        FakeSession session = FakeSession.of(AnnotatedEndpoint.client(new Echo()));
        session.dispatcher.text("a", true);
        session.dispatcher.text("", true);
        session.dispatcher.binary(ByteBuffer.allocate(7), true);
        assertThat(session.sent).containsExactly(new Price("a", "1"), 7);
        assertThat(session.errors).isEmpty();
    }

    @Test
    void maxMessageSizeEndsTheConnection() throws Exception {
        Small endpoint = new Small();
        FakeSession session = FakeSession.of(AnnotatedEndpoint.client(endpoint));
        session.dispatcher.text("abcd", true);
        session.dispatcher.binary(ByteBuffer.allocate(3), false);
        assertThat(session.violations).isEmpty();
        session.dispatcher.binary(ByteBuffer.allocate(3), true);
        assertThat(session.violations)
                .singleElement()
                .extracting(CloseReason::getReasonPhrase)
                .isEqualTo("binary message exceeds maxMessageSize of 5 bytes");
        assertThat(endpoint.received).containsExactly("abcd", 3);
    }

    @Test
    void handlersAreAddedAtEveryConnectionAndRunOnce() throws Exception {
        OfString endpoint = new OfString();
        AnnotatedEndpoint annotated = AnnotatedEndpoint.client(endpoint);
        FakeSession session = FakeSession.of(annotated);
        session.open(annotated);
        session.dispatcher.text("a", true);
        assertThat(endpoint.received).containsExactly("a");
        assertThat(session.dispatcher.handlers()).hasSize(1);
    }

    @Test
    void decodeFailuresAreTheOwnersToReport() throws Exception {
        FakeSession session = FakeSession.of(AnnotatedEndpoint.client(new OfInt()));
        session.dispatcher.text("x", true);
        assertThat(session.errors).singleElement().isInstanceOf(DecodeException.class);
    }

    @Test
    void handlerInItsPlaceIsReportedNotThrown() throws Exception {
        FakeSession session = new FakeSession();
        session.dispatcher.add(String.class, (MessageHandler.Whole<String>) m -> {});
        WithOnError endpoint = new WithOnError();
        session.open(AnnotatedEndpoint.client(endpoint));
        assertThat(endpoint.received)
                .singleElement()
                .satisfies(e -> assertThat((Throwable) e)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("WithOnError.text(String)"));
    }

    @ClientEndpoint
    static class OfString extends Recording {
        @OnMessage
        void text(String message) {
            got(message);
        }
    }

    @ClientEndpoint
    static class OfStringAndSession extends Recording {
        @OnMessage
        public void text(String message, Session session) {
            got(message, session instanceof ResilientSession);
        }
    }

    @ClientEndpoint
    static class OfSessionFirst extends Recording {
        @OnMessage
        public void text(ResilientSession session, String message) {
            got(message, session != null);
        }
    }

    @ClientEndpoint
    static class OfReader extends Recording {
        @OnMessage
        public void text(Reader message) throws IOException {
            got((char) message.read());
        }
    }

    @ClientEndpoint
    static class OfInt extends Recording {
        @OnMessage
        private void number(int message) {
            got(message);
        }
    }

    @ClientEndpoint
    static class OfLongWrapper extends Recording {
        @OnMessage
        public void number(Long message) {
            got(message);
        }
    }

    @ClientEndpoint
    static class OfBoolean extends Recording {
        @OnMessage
        public void yes(boolean message) {
            got(message);
        }
    }

    @ClientEndpoint
    static class OfBooleanAndSession extends Recording {
        @OnMessage
        public void yes(Session session, boolean message) {
            got(message);
        }
    }

    @ClientEndpoint
    static class OfChar extends Recording {
        @OnMessage
        public void letter(char message) {
            got(message);
        }
    }

    @ClientEndpoint
    static class OfDouble extends Recording {
        @OnMessage
        public void number(double message) {
            got(message);
        }
    }

    @ClientEndpoint(decoders = Price.TextCodec.class)
    static class OfPrice extends Recording {
        @OnMessage
        public void price(Price message) {
            got(message);
        }
    }

    @ClientEndpoint(decoders = Price.TextStreamCodec.class)
    static class OfPriceStream extends OfPrice {}

    @ClientEndpoint
    static class OfBytes extends Recording {
        @OnMessage
        public void bytes(byte[] message) {
            got(new String(message, UTF_8));
        }
    }

    @ClientEndpoint
    static class OfBuffer extends Recording {
        @OnMessage
        public void bytes(ByteBuffer message) {
            got(UTF_8.decode(message).toString());
        }
    }

    @ClientEndpoint
    static class OfStream extends Recording {
        @OnMessage
        public void bytes(InputStream message) throws IOException {
            got(new String(message.readAllBytes(), UTF_8));
        }
    }

    @ClientEndpoint(decoders = Price.BinaryCodec.class)
    static class OfBinaryPrice extends Recording {
        @OnMessage
        public void price(Price message) {
            got(message.toString());
        }
    }

    @ClientEndpoint
    static class Parts extends Recording {
        @OnMessage
        public void text(String part, boolean last) {
            got(part, last);
        }

        @OnMessage
        public void binary(boolean last, Session session, ByteBuffer part) {
            got(part.remaining(), last);
        }
    }

    @ClientEndpoint
    static class ByteParts extends Recording {
        @OnMessage
        public void binary(byte[] part, boolean last) {
            got(part.length, last);
        }
    }

    @ClientEndpoint
    static class OfPong extends Recording {
        @OnMessage
        public void pong(PongMessage pong, Session session) {
            got(pong.getApplicationData().remaining(), session instanceof ResilientSession);
        }
    }

    @ClientEndpoint(encoders = Price.TextCodec.class)
    static class Echo {
        @OnMessage
        public @Nullable Object text(String message) {
            return message.isEmpty() ? null : new Price(message, "1");
        }

        @OnMessage
        public int binary(byte[] message) {
            return message.length;
        }
    }

    @ClientEndpoint
    static class Small extends Recording {
        @OnMessage(maxMessageSize = 4)
        public void text(String message) {
            got(message);
        }

        @OnMessage(maxMessageSize = 5)
        public void binary(byte[] part, boolean last) {
            got(part.length);
        }
    }

    @ClientEndpoint
    static class WithOnError extends Recording {
        @OnMessage
        public void text(String message) {}

        @jakarta.websocket.OnError
        public void error(Throwable failure) {
            got(failure);
        }
    }
}
