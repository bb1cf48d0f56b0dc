package dev.mooring.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DecodeException;
import jakarta.websocket.EncodeException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonbCodecTest {

    /** A plain bean, as JSON-B wants it. */
    public static class Quote {
        public String symbol = "";
        public int bid;

        public static Quote of(String symbol, int bid) {
            Quote quote = new Quote();
            quote.symbol = symbol;
            quote.bid = bid;
            return quote;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Quote that && symbol.equals(that.symbol) && bid == that.bid;
        }

        @Override
        public int hashCode() {
            return Objects.hash(symbol, bid);
        }
    }

    /** As deep as one likes. */
    public static class Node {
        public @Nullable Node child;
    }

    static class NodeCodec extends JsonbCodec<Node> {}

    /** Cannot be written. */
    public static class Broken {
        public String getValue() {
            throw new IllegalStateException("broken getter");
        }
    }

    static class QuoteCodec extends JsonbCodec<Quote> {}

    static class QuotesCodec extends JsonbCodec<List<Quote>> {}

    static class BrokenCodec extends JsonbCodec<Broken> {}

    static class Open<T> extends JsonbCodec<T> {}

    static class OpenList<T> extends JsonbCodec<List<T>> {}

    static class ThroughABase extends Open<Quote> {}

    static class ListThroughABase extends OpenList<Quote> {}

    @SuppressWarnings("rawtypes")
    static class Raw extends JsonbCodec {}

    private static <C extends JsonbCodec<?>> C ready(C codec) {
        codec.init(ClientEndpointConfig.Builder.create().build());
        return codec;
    }

    @Test
    void objectsGoThereAndBack() throws Exception {
        QuoteCodec codec = ready(new QuoteCodec());
        String json = codec.encode(Quote.of("EURUSD", 11));
        assertThat(json).isEqualTo("{\"bid\":11,\"symbol\":\"EURUSD\"}");
        assertThat(codec.willDecode(json)).isTrue();
        assertThat(codec.decode(json)).isEqualTo(Quote.of("EURUSD", 11));
        codec.destroy();
    }

    @Test
    void genericTypesKeepTheirArguments() throws Exception {
        QuotesCodec codec = ready(new QuotesCodec());
        assertThat(codec.decode("[{\"symbol\":\"a\",\"bid\":1}]")).containsExactly(Quote.of("a", 1));
    }

    @Test
    void typeIsFoundThroughAGenericBaseClass() throws Exception {
        assertThat(ready(new ThroughABase()).decode("{\"symbol\":\"a\",\"bid\":1}"))
                .isEqualTo(Quote.of("a", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "{\"bid\":\"many\"}", "{", "[]", "null"})
    void jsonThatDoesNotFitIsADecodeException(String json) {
        QuoteCodec codec = ready(new QuoteCodec());
        assertThatThrownBy(() -> codec.decode(json))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining(Quote.class.getName())
                .satisfies(e -> assertThat(((DecodeException) e).getText()).isEqualTo(json));
    }

    @Test
    void jsonNestedTooDeeplyForTheStackIsADecodeException() throws Exception {
        NodeCodec codec = ready(new NodeCodec());
        String json = "{\"child\":".repeat(900) + "null" + "}".repeat(900);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Runnable decoding = () -> thrown.complete(catchThrowable(() -> codec.decode(json)));
        Thread small = new Thread(null, decoding, "small stack", 192 << 10);
        small.start();
        small.join();
        assertThat(thrown.get())
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("nested too deeply")
                .hasMessageContaining(Node.class.getName());
    }

    @Test
    void messageOfTheExceptionIsPrintableAndThereIsNoCauseWithAnotherOne() {
        QuoteCodec codec = ready(new QuoteCodec());
        assertThatThrownBy(() -> codec.decode("{\"bid\":\"1\\r\\nFAKE\"}"))
                .isInstanceOf(DecodeException.class)
                .hasNoCause()
                .message()
                .doesNotContain("\r", "\n");
    }

    @Test
    void objectThatCannotBeWrittenIsAnEncodeException() {
        BrokenCodec codec = ready(new BrokenCodec());
        assertThatThrownBy(() -> codec.encode(new Broken()))
                .isInstanceOf(EncodeException.class)
                .hasMessageContaining(Broken.class.getName());
    }

    @Test
    void openTypeIsRefusedWithTheRemedy() {
        assertThatIllegalStateException()
                .isThrownBy(Open<Quote>::new)
                .withMessageContaining("must name its type: class PriceCodec extends JsonbCodec<Price>");
        assertThatIllegalStateException().isThrownBy(Raw::new);
        assertThatIllegalStateException().isThrownBy(ListThroughABase::new);
    }

    @Test
    void codecUsedByHandNeedsNoInit() throws Exception {
        QuoteCodec codec = new QuoteCodec();
        assertThat(codec.decode("{\"symbol\":\"X\",\"bid\":2}")).isEqualTo(Quote.of("X", 2));
        codec.destroy();
        assertThat(codec.encode(Quote.of("X", 2))).contains("\"bid\":2");
        new QuoteCodec().destroy();
    }
}
