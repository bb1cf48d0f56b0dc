package dev.mooring.websocket.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodersTest {

    private static final Price PRICE = new Price("a", "1");

    @Test
    void textEncodersMakeText() throws Exception {
        assertThat(encoders(Price.TextCodec.class).encode(PRICE)).isEqualTo("a=1");
        assertThat(encoders(Price.TextStreamCodec.class).encode(PRICE)).isEqualTo("stream:a=1");
    }

    @ParameterizedTest
    @ValueSource(classes = {Price.BinaryCodec.class, Price.BinaryStreamCodec.class})
    void binaryEncodersMakeBytes(Class<? extends Encoder> encoder) throws Exception {
        assertThat(encoders(encoder).encode(PRICE)).isEqualTo(ByteBuffer.wrap("a=1".getBytes(UTF_8)));
    }

    @Test
    void encoderOfTheMostSpecificTypeWinsWhateverTheOrder() throws Exception {
        assertThat(encoders(OfAnything.class, OfNumber.class, OfInteger.class).encode(1))
                .isEqualTo("integer");
        assertThat(encoders(OfInteger.class, OfNumber.class, OfAnything.class).encode(1))
                .isEqualTo("integer");
        assertThat(encoders(OfAnything.class, OfNumber.class, OfInteger.class).encode(1L))
                .isEqualTo("number");
        assertThat(encoders(OfInteger.class, OfAnything.class).encode("x")).isEqualTo("anything");
    }

    @Test
    void firstEncoderOfTheSameTypeWins() throws Exception {
        assertThat(encoders(Price.TextStreamCodec.class, Price.TextCodec.class).encode(PRICE))
                .isEqualTo("stream:a=1");
    }

    @Test
    void standardTypesNeedNoEncoder() throws Exception {
        Encoders encoders = encoders();
        ByteBuffer buffer = ByteBuffer.allocate(3);
        assertThat(encoders.encode("text")).isEqualTo("text");
        assertThat(encoders.encode(42)).isEqualTo("42");
        assertThat(encoders.encode('c')).isEqualTo("c");
        assertThat(encoders.encode(true)).isEqualTo("true");
        assertThat(encoders.encode(1.5)).isEqualTo("1.5");
        assertThat(encoders.encode(buffer)).isSameAs(buffer);
        assertThat(encoders.encode(new byte[] {1, 2})).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
    }

    @Test
    void typeWithoutEncoderIsNamedWithTheRemedy() {
        assertThatThrownBy(() -> encoders(OfInteger.class).encode(PRICE))
                .isInstanceOf(EncodeException.class)
                .hasMessageContaining(Price.class.getName())
                .hasMessageContaining("encoders of the endpoint");
    }

    @Test
    void encoderThatFailsOrReturnsNullIsAnEncodeException() {
        assertThatThrownBy(() -> encoders(Failing.class).encode(PRICE))
                .isInstanceOf(EncodeException.class)
                .hasMessageContaining(Failing.class.getName())
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> encoders(ToNull.class).encode(PRICE))
                .isInstanceOf(EncodeException.class)
                .hasMessageContaining(ToNull.class.getName());
    }

    @Test
    void malformedEncodersAreRefused() {
        assertThatThrownBy(() -> encoders(OfOpenType.class))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(OfOpenType.class.getName())
                .hasMessageContaining("type open");
        assertThatThrownBy(() -> encoders(NoForm.class))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("implement one of them");
        assertThatThrownBy(() -> encoders(Inner.class))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("make the nested class static");
        assertThatThrownBy(() -> encoders(Throwing.class))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("cannot be created")
                .hasRootCauseMessage("from the constructor");
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // handed on as they came
    private static Encoders encoders(Class<? extends Encoder>... types) throws DeploymentException {
        return Encoders.of(List.of(types), ClientEndpointConfig.Builder.create().build());
    }

    static class OfAnything implements Encoder.Text<Object> {
        @Override
        public String encode(Object object) {
            return "anything";
        }
    }

    static class OfNumber implements Encoder.Text<Number> {
        @Override
        public String encode(Number object) {
            return "number";
        }
    }

    static class OfInteger implements Encoder.Text<Integer> {
        @Override
        public String encode(Integer object) {
            return "integer";
        }
    }

    static class Failing implements Encoder.Text<Price> {
        @Override
        public String encode(Price object) {
            throw new IllegalStateException("no");
        }
    }

    static class ToNull implements Encoder.Text<Price> {
        @Override
        @SuppressWarnings("NullAway") // what must not be, but is
        public String encode(Price object) {
            return null;
        }
    }

    static class OfOpenType<T> implements Encoder.Text<T> {
        @Override
        public String encode(T object) {
            return "";
        }
    }

    static class NoForm implements Encoder {}

    @SuppressWarnings("ClassCanBeStatic") // it is about a class that is not
    class Inner extends OfNumber {}

    static class Throwing extends OfNumber {
        Throwing() {
            throw new IllegalStateException("from the constructor");
        }
    }
}
