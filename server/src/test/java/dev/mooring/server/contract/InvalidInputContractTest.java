package dev.mooring.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.json.GuardedJsonbCodec;
import dev.mooring.server.policy.InvalidInput;
import dev.mooring.server.policy.JsonLimits;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import jakarta.validation.constraints.Max;
import jakarta.websocket.DecodeException;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON outside its limits, JSON of another shape, and objects that break their constraints, each as the policy says. */
class InvalidInputContractTest extends ServerContract {

    public static class Json extends Open {
        public Json() {
            super(options().json(JsonLimits.defaults()));
        }
    }

    public static class Refusing extends Open {
        public Refusing() {
            super(options().json(JsonLimits.defaults()).invalidInput(InvalidInput.close1003()));
        }
    }

    public static class Polite extends Open {
        public Polite() {
            super(options().json(JsonLimits.defaults()).invalidInput(InvalidInput.answer("{\"error\":\"invalid\"}")));
        }
    }

    public static class Telling extends Open {
        public Telling() {
            super(options().json(JsonLimits.defaults()).invalidInput(InvalidInput.toOnError()));
        }
    }

    public static class Order {
        public @Max(10) int amount;
    }

    public static class OrderCodec extends GuardedJsonbCodec<Order> {}

    public static class Orders {
        @OnMessage
        public String order(Order order) {
            return "amount " + order.amount;
        }

        @OnError
        public void error(Session session, Throwable failure) {
            session.getAsyncRemote().sendText("error " + (failure instanceof DecodeException));
        }
    }

    @ServerEndpoint(value = "/json", configurator = Json.class)
    public static class Echo {
        @OnMessage
        public String echo(String text) {
            return text;
        }
    }

    @ServerEndpoint(value = "/closing", configurator = Json.class, decoders = OrderCodec.class)
    public static class Closing extends Orders {}

    @ServerEndpoint(value = "/refusing", configurator = Refusing.class, decoders = OrderCodec.class)
    public static class RefusingOrders extends Orders {}

    @ServerEndpoint(value = "/polite", configurator = Polite.class, decoders = OrderCodec.class)
    public static class PoliteOrders extends Orders {}

    @ServerEndpoint(value = "/telling", configurator = Telling.class, decoders = OrderCodec.class)
    public static class TellingOrders extends Orders {}

    @Override
    Deployment deployment() {
        return Deployment.of(Echo.class, Closing.class, RefusingOrders.class, PoliteOrders.class, TellingOrders.class);
    }

    private static final String BOMB = "[".repeat(65) + "]".repeat(65);
    private static final String ANOTHER_SHAPE = "{\"amount\":\"many\"}";
    private static final String TOO_MUCH = "{\"amount\":11}";

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":[1,2,{\"b\":null}]}", "[]", "\"text\"", "12.5e3", " {} "})
    void jsonWithinItsLimitsPasses(String json) throws Exception {
        try (RawClient client = connect("/json")) {
            client.text(json);
            assertThat(client.readText()).isEqualTo(json);
        }
    }

    @Test
    void jsonBombsCloseWith1007() throws Exception {
        for (String bomb : new String[] {
            "[".repeat(65) + "]".repeat(65), "1".repeat(41), "1e999999999", "{\"a\":1,\"a\":2}", "{} x", "{", "", "nul"
        }) {
            try (RawClient client = connect("/json")) {
                client.text(bomb);
                assertThat(client.readCloseCode()).as(bomb).isEqualTo(1007);
            }
        }
        assertThat(binding("/json").counts().snapshot().get("invalid")).isEqualTo(8L);
    }

    @ParameterizedTest
    @CsvSource({"/closing, 1007", "/refusing, 1003"})
    void invalidInputClosesWithTheCodeOfThePolicyAndIsCounted(String path, int code) throws Exception {
        for (String invalid : new String[] {BOMB, ANOTHER_SHAPE, TOO_MUCH}) {
            try (RawClient client = connect(path)) {
                client.text("{\"amount\":10}");
                assertThat(client.readText()).isEqualTo("amount 10");
                client.text(invalid);
                assertThat(client.readCloseCode()).as(invalid).isEqualTo(code);
            }
        }
        assertThat(binding(path).counts().snapshot()).containsEntry("invalid", 3L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"/polite | {\"error\":\"invalid\"}", "/telling | error true"},
            quoteCharacter = '~')
    void invalidInputIsAnsweredAndTheSessionGoesOn(String path, String answer) throws Exception {
        try (RawClient client = connect(path)) {
            for (String invalid : new String[] {BOMB, ANOTHER_SHAPE, TOO_MUCH}) {
                client.text(invalid);
                assertThat(client.readText()).as(invalid).isEqualTo(answer);
            }
            client.text("{\"amount\":3}");
            assertThat(client.readText()).isEqualTo("amount 3");
        }
        assertThat(binding(path).counts().snapshot()).containsEntry("invalid", 3L);
    }
}
