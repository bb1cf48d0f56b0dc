package dev.mooring.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.auth.Authenticators;
import dev.mooring.server.policy.RateLimit;
import dev.mooring.server.policy.RateLimit.Excess;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsContractTest extends ServerContract {

    public static class Small extends Open {
        public Small() {
            super(options().maxMessageSize(1000));
        }
    }

    public static class Closing extends Open {
        public Closing() {
            super(options().rateLimit(RateLimit.of(1).per(Duration.ofMinutes(1)).burst(3)));
        }
    }

    public static class Dropping extends Open {
        public Dropping() {
            super(options()
                    .rateLimit(
                            RateLimit.of(1).per(Duration.ofMinutes(1)).burst(3).whenExceeded(Excess.DROP)));
        }
    }

    public static class Throttling extends Open {
        public Throttling() {
            super(options().rateLimit(RateLimit.of(20).burst(1).whenExceeded(Excess.THROTTLE)));
        }
    }

    public static class Few extends Open {
        public Few() {
            super(options().maxConnections(2).retryAfter(Duration.ofSeconds(7)));
        }

        /** Asked when the filter has admitted the handshake. */
        @Override
        public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
            if (requested.contains("none")) {
                throw new IllegalStateException("told to");
            }
            return super.getNegotiatedSubprotocol(supported, requested);
        }
    }

    public static class FewPerAddress extends Open {
        public FewPerAddress() {
            super(options().maxConnectionsPerAddress(1).trustProxies("127.0.0.0/8", "::1"));
        }
    }

    public static class PerPrincipal extends Open {
        public PerPrincipal() {
            super(options()
                    .authenticate(Authenticators.bearer(name -> () -> name))
                    .rateLimitPerPrincipal(
                            RateLimit.of(1).per(Duration.ofMinutes(1)).burst(3)));
        }
    }

    public static class Echo {
        @OnMessage
        public String echo(String text) {
            return text;
        }

        @OnMessage
        public void binary(byte[] data) {}
    }

    @ServerEndpoint(value = "/small", configurator = Small.class)
    public static class SmallEcho extends Echo {}

    @ServerEndpoint(value = "/closing", configurator = Closing.class)
    public static class ClosingEcho extends Echo {}

    @ServerEndpoint(value = "/dropping", configurator = Dropping.class)
    public static class DroppingEcho extends Echo {}

    @ServerEndpoint(value = "/throttling", configurator = Throttling.class)
    public static class ThrottlingEcho extends Echo {}

    @ServerEndpoint(value = "/few", configurator = Few.class)
    public static class FewEcho extends Echo {}

    @ServerEndpoint(value = "/per-principal", configurator = PerPrincipal.class)
    public static class PerPrincipalEcho extends Echo {}

    @ServerEndpoint(value = "/few-per-address", configurator = FewPerAddress.class)
    public static class FewPerAddressEcho extends Echo {}

    @Override
    Deployment deployment() {
        return Deployment.of(
                SmallEcho.class,
                ClosingEcho.class,
                DroppingEcho.class,
                ThrottlingEcho.class,
                FewEcho.class,
                FewPerAddressEcho.class,
                PerPrincipalEcho.class);
    }

    @Test
    void aMessageOfTheLargestSizePasses() throws Exception {
        try (RawClient client = connect("/small")) {
            client.text("x".repeat(1000));
            assertThat(client.readText()).hasSize(1000);
            client.text("ü".repeat(500));
            assertThat(client.readText()).hasSize(500);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {RawClient.TEXT, RawClient.BINARY})
    void aLargerMessageClosesWith1009(int opcode) throws Exception {
        try (RawClient client = connect("/small")) {
            client.frame(opcode, true, new byte[1001]);
            assertThat(client.readCloseCode()).isEqualTo(1009);
        }
    }

    @Test
    void sizeIsCountedInBytes() throws Exception {
        try (RawClient client = connect("/small")) {
            client.text("ü".repeat(501));
            assertThat(client.readCloseCode()).isEqualTo(1009);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {RawClient.TEXT, RawClient.BINARY})
    void aLargerMessageInFragmentsClosesWith1009BeforeItsEnd(int opcode) throws Exception {
        try (RawClient client = connect("/small")) {
            client.frame(opcode, false, new byte[600]);
            client.frame(RawClient.CONTINUATION, false, new byte[600]);
            assertThat(client.readCloseCode()).isEqualTo(1009);
        }
    }

    /** Undertow keeps empty fragments to itself: they cost it nothing but the reading. */
    @Test
    void emptyFragmentsDoNotGoOnForEver() throws Exception {
        try (RawClient client = connect("/small")) {
            client.frame(RawClient.TEXT, false, new byte[0]);
            for (int i = 0; i < 1001; i++) {
                client.frame(RawClient.CONTINUATION, false, new byte[0]);
            }
            if (!TestServer.engine().equals("undertow")) {
                assertThat(client.readCloseCode()).isIn(1009, 1006);
            }
        } catch (SocketException e) {
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|abort).*");
        }
    }

    @Test
    void tooManyMessagesCloseWith1008() throws Exception {
        try (RawClient client = connect("/closing")) {
            for (int i = 0; i < 4; i++) {
                client.text("m");
            }
            assertThat(client.readCloseCode()).isEqualTo(1008);
        }
    }

    @Test
    void tooManyMessagesAreDroppedAndCounted() throws Exception {
        try (RawClient client = connect("/dropping")) {
            for (int i = 0; i < 10; i++) {
                client.text("m" + i);
            }
            for (int i = 0; i < 3; i++) {
                assertThat(client.readText()).isEqualTo("m" + i);
            }
            await().untilAsserted(() ->
                    assertThat(binding("/dropping").counts().snapshot()).containsEntry("rateLimited", 7L));
            client.frame(RawClient.PING, true, new byte[1]);
            assertThat(client.read().opcode()).isEqualTo(RawClient.PONG);
        }
    }

    @Test
    void tooManyMessagesAreThrottledAndNoneIsLost() throws Exception {
        try (RawClient client = connect("/throttling")) {
            long start = System.nanoTime();
            for (int i = 0; i < 11; i++) {
                client.text("m" + i);
            }
            for (int i = 0; i < 11; i++) {
                assertThat(client.readText()).isEqualTo("m" + i);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(450));
        }
    }

    @Test
    void theConnectionsOfAPrincipalShareItsRateAndReconnectingDoesNotRefillIt() throws Exception {
        String ann = "Authorization: Bearer ann";
        try (RawClient one = connect("/per-principal", ann);
                RawClient two = connect("/per-principal", ann)) {
            one.text("1");
            assertThat(one.readText()).isEqualTo("1");
            two.text("2");
            assertThat(two.readText()).isEqualTo("2");
            one.text("3");
            assertThat(one.readText()).isEqualTo("3");
            two.text("4");
            assertThat(two.readCloseCode()).isEqualTo(1008);
        }
        try (RawClient again = connect("/per-principal", ann);
                RawClient other = connect("/per-principal", "Authorization: Bearer bob")) {
            again.text("5");
            assertThat(again.readCloseCode()).isEqualTo(1008);
            other.text("6");
            assertThat(other.readText()).isEqualTo("6");
        }
        assertThat(binding("/per-principal").counts().snapshot()).containsEntry("rateLimited", 2L);
    }

    @Test
    void moreConnectionsThanAllowedGet503WithRetryAfter() throws Exception {
        try (RawClient one = connect("/few");
                RawClient two = connect("/few");
                RawClient three = connect("/few")) {
            assertThat(one.status()).isEqualTo(101);
            assertThat(two.status()).isEqualTo(101);
            assertThat(three.status()).isEqualTo(503);
            assertThat(three.header("Retry-After")).isEqualTo("7");
        }
        await().until(() -> binding("/few").guard().connections() == 0);
    }

    @Test
    void moreConnectionsFromAnAddressThanAllowedGet429() throws Exception {
        try (RawClient one = connect("/few-per-address", "X-Forwarded-For: 203.0.113.1");
                RawClient two = connect("/few-per-address", "X-Forwarded-For: 203.0.113.2");
                RawClient again = connect("/few-per-address", "X-Forwarded-For: 203.0.113.1");
                RawClient forged = connect("/few-per-address", "X-Forwarded-For: 198.51.100.9, 203.0.113.1")) {
            assertThat(one.status()).isEqualTo(101);
            assertThat(two.status()).isEqualTo(101);
            assertThat(again.status()).isEqualTo(429);
            assertThat(forged.status()).isEqualTo(429);
        }
    }

    @Test
    void anAbortedHandshakeGivesItsPlaceBack() throws Exception {
        for (int i = 0; i < 5; i++) {
            try (RawClient client = connect("/few", "Sec-WebSocket-Protocol: none")) {
                assertThat(client.status()).isNotIn(101, 503);
            }
        }
        await().until(() -> binding("/few").guard().connections() == 0);
    }
}
