package dev.mooring.server.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardedJsonbCodecTest {

    public static class Order {
        @SuppressWarnings("MultipleNullnessAnnotations") // the validator is to find the null
        public @NotNull @Nullable String item;

        public @Max(10) int amount;
    }

    public static class OrderCodec extends GuardedJsonbCodec<Order> {}

    private final OrderCodec codec = new OrderCodec();

    @BeforeEach
    void init() {
        codec.init(new Config(new HashMap<>()));
    }

    private record Config(Map<String, Object> getUserProperties) implements EndpointConfig {
        @Override
        public List<Class<? extends Encoder>> getEncoders() {
            return List.of();
        }

        @Override
        public List<Class<? extends Decoder>> getDecoders() {
            return List.of();
        }
    }

    @Test
    void aValidObjectIsRead() throws Exception {
        Order order = codec.decode("{\"item\":\"rope\",\"amount\":3}");
        assertThat(order.item).isEqualTo("rope");
        assertThat(order.amount).isEqualTo(3);
    }

    @Test
    void aBombDoesNotReachTheParser() {
        assertThatThrownBy(() -> codec.decode("{\"item\":" + "[".repeat(100_000)))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("deeper than 64");
    }

    @Test
    void usedByHandItIsNoLessOnItsGuard() {
        assertThatThrownBy(() -> new OrderCodec().decode("{\"item\":" + "[".repeat(100_000)))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("deeper than 64");
    }

    @Test
    void violatedConstraintsAreNamedWithoutTheValue() {
        assertThatThrownBy(() -> codec.decode("{\"amount\":4711}"))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("amount must be less than or equal to 10")
                .hasMessageContaining("item must not be null")
                .hasMessageNotContaining("4711");
    }
}
