package dev.mooring.websocket.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandlerRegistrationTest {

    private final List<Object> received = new ArrayList<>();
    private MessageDispatcher dispatcher;

    @BeforeEach
    void dispatcher() throws DeploymentException {
        dispatcher = new FakeSession(Price.TextCodec.class, Price.BinaryCodec.class).dispatcher;
    }

    @Test
    void oneHandlerOfEachKind() {
        MessageHandler.Whole<String> text = received::add;
        MessageHandler.Whole<InputStream> binary = received::add;
        MessageHandler.Whole<PongMessage> pong = received::add;
        dispatcher.add(String.class, text);
        dispatcher.add(InputStream.class, binary);
        dispatcher.add(PongMessage.class, pong);
        assertThat(dispatcher.handlers()).containsExactly(text, binary, pong);
        dispatcher.remove(binary);
        dispatcher.remove(binary);
        assertThat(dispatcher.handlers()).containsExactly(text, pong);
    }

    @Test
    void secondHandlerOfAKindIsRefusedByBothNames() {
        dispatcher.add(new TextHandler());
        assertThatIllegalStateException()
                .isThrownBy(() -> dispatcher.add(new PartialTextHandler()))
                .withMessageContainingAll("text", TextHandler.class.getName(), PartialTextHandler.class.getName());
        assertThat(dispatcher.handlers()).hasSize(1);
    }

    @Test
    void messageTypeIsFoundThroughTheHierarchy() {
        dispatcher.add(new DeepHandler());
        dispatcher.add(new MessageHandler.Whole<ByteBuffer>() {
            @Override
            public void onMessage(ByteBuffer message) {
                received.add(message.remaining());
            }
        });
        dispatcher.text("deep", true);
        dispatcher.binary(ByteBuffer.allocate(7), true);
        assertThat(received).containsExactly("deep", 7);
    }

    @Test
    void arrayTypeArgumentIsFound() {
        dispatcher.add(new ArrayHandler<String>());
        dispatcher.binary(ByteBuffer.allocate(3), true);
        assertThat(received).containsExactly(3);
    }

    @Test
    void lambdaWithoutClassIsRefusedWithTheRemedy() {
        MessageHandler.Whole<String> lambda = received::add;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dispatcher.add(lambda))
                .withMessageContaining("addMessageHandler(Class, handler)");
    }

    @Test
    void typeWithoutDecoderIsRefusedWithTheRemedy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dispatcher.add(Thread.class, (MessageHandler.Whole<Thread>) received::add))
                .withMessageContaining("java.lang.Thread")
                .withMessageContaining("decoders");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dispatcher.add(Price.class, (Price part, boolean last) -> received.add(part)))
                .withMessageContaining("only parts of String, byte[] and ByteBuffer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dispatcher.add(new MessageHandler() {}))
                .withMessageContaining("neither");
    }

    @Test
    void typeWithTextAndBinaryDecoderTakesBothPlaces() {
        MessageHandler.Whole<Price> prices = received::add;
        dispatcher.add(Price.class, prices);
        dispatcher.text("a=1", true);
        dispatcher.binary(ByteBuffer.wrap(new byte[] {'b', '=', '2'}), true);
        assertThat(received).containsExactly(new Price("a", "1"), new Price("b", "2"));
        assertThat(dispatcher.handlers()).containsExactly(prices);
        assertThatIllegalStateException()
                .isThrownBy(() -> dispatcher.add(byte[].class, (MessageHandler.Whole<byte[]>) received::add));
    }

    @Test
    void handlersSurviveANewConnection() {
        dispatcher.connectionOpening();
        dispatcher.add(new TextHandler());
        dispatcher.connectionOpened();
        dispatcher.connectionOpening();
        dispatcher.connectionOpened();
        dispatcher.text("again", true);
        assertThat(received).containsExactly("again");
    }

    @Test
    void handlerOfAnEarlierOnOpenGivesWay() {
        for (int connection = 1; connection <= 3; connection++) {
            int number = connection;
            dispatcher.connectionOpening();
            dispatcher.add(String.class, (MessageHandler.Whole<String>) m -> received.add(number + m));
            dispatcher.connectionOpened();
            dispatcher.text("!", true);
        }
        assertThat(received).containsExactly("1!", "2!", "3!");
        assertThat(dispatcher.handlers()).hasSize(1);
    }

    @Test
    void handlerOfTwoKindsGivesWayAltogether() {
        dispatcher.connectionOpening();
        dispatcher.add(Price.class, (MessageHandler.Whole<Price>) received::add);
        dispatcher.connectionOpened();
        dispatcher.connectionOpening();
        dispatcher.add(new TextHandler());
        dispatcher.connectionOpened();
        dispatcher.binary(ByteBuffer.wrap(new byte[] {'b', '=', '2'}), true);
        assertThat(received).isEmpty();
        assertThat(dispatcher.handlers()).hasSize(1);
    }

    @Test
    void twoHandlersOfAKindInOneOnOpenAreRefused() {
        dispatcher.connectionOpening();
        dispatcher.add(new TextHandler());
        assertThatIllegalStateException().isThrownBy(() -> dispatcher.add(new TextHandler()));
    }

    @Test
    void handlerAddedOutsideIsNeverReplaced() {
        dispatcher.add(new TextHandler());
        dispatcher.connectionOpening();
        assertThatIllegalStateException().isThrownBy(() -> dispatcher.add(new TextHandler()));
        dispatcher.connectionOpened();
    }

    @Test
    void handlerAddedOutsideReplacesNothing() {
        dispatcher.connectionOpening();
        dispatcher.add(new TextHandler());
        dispatcher.connectionOpened();
        assertThatIllegalStateException().isThrownBy(() -> dispatcher.add(new TextHandler()));
    }

    private class TextHandler implements MessageHandler.Whole<String> {
        @Override
        public void onMessage(String message) {
            received.add(message);
        }
    }

    private class PartialTextHandler implements MessageHandler.Partial<String> {
        @Override
        public void onMessage(String part, boolean last) {
            received.add(part);
        }
    }

    private abstract static class Generic<X, M> implements MessageHandler.Whole<M> {
        abstract void take(M message);

        @Override
        public void onMessage(M message) {
            take(message);
        }
    }

    private abstract static class HalfBound<T> extends Generic<Integer, T> {}

    private final class DeepHandler extends HalfBound<String> {
        @Override
        void take(String message) {
            received.add(message);
        }
    }

    private final class ArrayHandler<T> extends Generic<T, byte[]> {
        @Override
        void take(byte[] message) {
            received.add(message.length);
        }
    }
}
