package dev.mooring.websocket.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodersTest {

    private final List<Object> received = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(classes = {Price.TextCodec.class, Price.TextStreamCodec.class})
    void textDecodersMakeObjects(Class<? extends Decoder> decoder) throws Exception {
        FakeSession session = prices(decoder);
        session.dispatcher.text("a=", false);
        session.dispatcher.text("1", true);
        assertThat(received).containsExactly(new Price("a", "1"));
    }

    @ParameterizedTest
    @ValueSource(classes = {Price.BinaryCodec.class, Price.BinaryStreamCodec.class})
    void binaryDecodersMakeObjects(Class<? extends Decoder> decoder) throws Exception {
        FakeSession session = prices(decoder);
        session.dispatcher.binary(ByteBuffer.wrap("a=1".getBytes(UTF_8)), true);
        assertThat(received).containsExactly(new Price("a", "1"));
    }

    @Test
    void unwillingDecoderIsPassedOver() throws Exception {
        FakeSession session = prices(Price.TextCodec.class, Commented.class);
        session.dispatcher.text("#a=1", true);
        session.dispatcher.text("b=2", true);
        assertThat(received).containsExactly(new Price("commented", "#a=1"), new Price("b", "2"));
    }

    @Test
    void unwillingBinaryDecoderIsPassedOver() throws Exception {
        FakeSession session = prices(Price.BinaryCodec.class, Price.BinaryStreamCodec.class);
        session.dispatcher.binary(ByteBuffer.wrap("#a=1".getBytes(UTF_8)), true);
        assertThat(received).containsExactly(new Price("#a", "1"));
        FakeSession unwilling = prices(Price.BinaryCodec.class);
        unwilling.dispatcher.binary(ByteBuffer.wrap("#a=1".getBytes(UTF_8)), true);
        assertThat(unwilling.errors).singleElement().isInstanceOf(DecodeException.class);
    }

    @Test
    void firstWillingDecoderWins() throws Exception {
        FakeSession session = prices(Commented.class, Price.TextCodec.class);
        session.dispatcher.text("b=2", true);
        assertThat(received).containsExactly(new Price("commented", "b=2"));
    }

    @Test
    void messageThatNoDecoderWillTakeIsADecodeExceptionAndTheSessionGoesOn() throws Exception {
        FakeSession session = prices(Price.TextCodec.class);
        session.dispatcher.text("#a=1", true);
        session.dispatcher.text("no price", true);
        session.dispatcher.text("a=1", true);
        assertThat(session.errors).hasSize(2).allSatisfy(e -> assertThat(e).isInstanceOf(DecodeException.class));
        assertThat(((DecodeException) session.errors.get(0)).getText()).isEqualTo("#a=1");
        assertThat(received).containsExactly(new Price("a", "1"));
    }

    @Test
    void decoderThatThrowsAnythingIsADecodeException() throws Exception {
        FakeSession session = prices(Price.TextStreamCodec.class);
        session.dispatcher.text("no price", true);
        assertThat(session.errors)
                .singleElement()
                .satisfies(e -> assertThat(e)
                        .isInstanceOf(DecodeException.class)
                        .hasCauseInstanceOf(ArrayIndexOutOfBoundsException.class));
    }

    @ParameterizedTest
    @ValueSource(classes = {Integer.class, Double.class, Character.class})
    void textThatIsNoSuchPrimitiveIsNowhereInTheException(Class<?> type) throws Exception {
        FakeSession session = new FakeSession();
        session.dispatcher.add(type, message -> received.add(message));
        session.dispatcher.text("1\r\nforged", true);
        assertThat(session.errors)
                .singleElement()
                .satisfies(e -> assertThat(e)
                        .isInstanceOf(DecodeException.class)
                        .hasMessage("the message is no " + type.getSimpleName())
                        .hasNoCause());
    }

    @Test
    void decoderThatReturnsNullIsADecodeException() throws Exception {
        FakeSession session = prices(ToNull.class);
        session.dispatcher.text("a=1", true);
        assertThat(session.errors)
                .singleElement()
                .satisfies(e ->
                        assertThat(e).isInstanceOf(DecodeException.class).hasMessageContaining(ToNull.class.getName()));
        assertThat(received).isEmpty();
    }

    @Test
    void decoderOfASubtypeServesItsSupertype() throws Exception {
        FakeSession session = new FakeSession(Price.TextCodec.class);
        session.dispatcher.add(Record.class, (MessageHandler.Whole<Record>) received::add);
        session.dispatcher.text("a=1", true);
        assertThat(received).containsExactly(new Price("a", "1"));
    }

    @Test
    void decoderOfAStandardTypeGoesFirst() throws Exception {
        FakeSession session = new FakeSession(Shout.class);
        session.dispatcher.add(String.class, (MessageHandler.Whole<String>) received::add);
        session.dispatcher.text("a", true);
        session.dispatcher.text("-b", true);
        assertThat(received).containsExactly("A", "-b");
    }

    @ParameterizedTest
    @CsvSource({
        "java.lang.Integer, 42",
        "java.lang.Long, -9000000000",
        "java.lang.Short, 7",
        "java.lang.Byte, -128",
        "java.lang.Double, 1.5",
        "java.lang.Float, 0.25",
        "java.lang.Boolean, true",
        "java.lang.Character, x"
    })
    void textBecomesPrimitives(Class<?> type, String text) throws Exception {
        FakeSession session = new FakeSession();
        add(session, type);
        session.dispatcher.text(text, true);
        assertThat(received).singleElement().satisfies(value -> {
            assertThat(value).isInstanceOf(type);
            assertThat(value).hasToString(text);
        });
    }

    @ParameterizedTest
    @ValueSource(classes = {Integer.class, Long.class, Short.class, Byte.class, Double.class, Character.class})
    void textThatIsNoPrimitiveIsADecodeException(Class<?> type) throws Exception {
        FakeSession session = new FakeSession();
        add(session, type);
        session.dispatcher.text("abc", true);
        assertThat(session.errors)
                .singleElement()
                .satisfies(e -> assertThat(e)
                        .isInstanceOf(DecodeException.class)
                        .hasMessage("the message is no " + type.getSimpleName()));
    }

    @Test
    void eachDecoderIsInitialisedOnceAndDestroyedOnceInOrder() throws Exception {
        Recorded.LOG.get().clear();
        Decoders decoders = Decoders.of(List.of(Recorded.First.class, Recorded.Second.class), config());
        try (LogRecorder log = new LogRecorder(Codecs.class)) {
            decoders.destroy();
            decoders.destroy();
            assertThat(log.warnings()).hasSize(1);
        }
        assertThat(Recorded.LOG.get()).containsExactly("init First", "init Second", "destroy First", "destroy Second");
    }

    @Test
    void failingInitDestroysThoseBeforeAndNamesTheDecoder() {
        Recorded.LOG.get().clear();
        try (LogRecorder log = new LogRecorder(Codecs.class)) {
            assertThatThrownBy(() -> Decoders.of(List.of(Recorded.First.class, Recorded.Failing.class), config()))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining(Recorded.Failing.class.getName());
            assertThat(log.warnings()).hasSize(1);
        }
        assertThat(Recorded.LOG.get()).containsExactly("init First", "destroy First");
    }

    private static EndpointConfig config() {
        return ClientEndpointConfig.Builder.create().build();
    }

    @SafeVarargs
    private FakeSession prices(Class<? extends Decoder>... decoders) throws DeploymentException {
        FakeSession session = new FakeSession(decoders);
        session.dispatcher.add(Price.class, (MessageHandler.Whole<Price>) received::add);
        return session;
    }

    @SuppressWarnings("unchecked")
    private void add(FakeSession session, Class<?> type) {
        session.dispatcher.add((Class<Object>) type, (MessageHandler.Whole<Object>) received::add);
    }

    abstract static class Base<T> implements Decoder.Text<T> {
        @Override
        public boolean willDecode(String s) {
            return true;
        }
    }

    static class Commented extends Base<Price> {
        @Override
        public Price decode(String s) {
            return new Price("commented", s);
        }
    }

    static class ToNull extends Base<Price> {
        @Override
        @SuppressWarnings("NullAway") // what must not be, but is
        public Price decode(String s) {
            return null;
        }
    }

    static class Shout extends Base<String> {
        @Override
        public String decode(String s) {
            return s.toUpperCase(java.util.Locale.ROOT);
        }

        @Override
        public boolean willDecode(String s) {
            return !s.startsWith("-");
        }
    }

    abstract static class Recorded extends Base<Price> {

        static final ThreadLocal<List<String>> LOG = ThreadLocal.withInitial(ArrayList::new);

        @Override
        public void init(EndpointConfig config) {
            LOG.get().add("init " + getClass().getSimpleName());
        }

        @Override
        public void destroy() {
            LOG.get().add("destroy " + getClass().getSimpleName());
        }

        @Override
        public Price decode(String s) {
            return Price.parse(s);
        }

        static class First extends Recorded {
            @Override
            public void destroy() {
                super.destroy();
                throw new IllegalStateException("must not keep the second from being destroyed");
            }
        }

        static class Second extends Recorded {}

        static class Failing extends Recorded {
            @Override
            public void init(EndpointConfig config) {
                throw new IllegalStateException("no");
            }
        }
    }
}
