package dev.mooring.server.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.auth.Authenticators;
import dev.mooring.server.auth.ExpiringPrincipal;
import dev.mooring.server.auth.FirstMessageAuth;
import dev.mooring.server.policy.JsonLimits;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthenticationContractTest extends ServerContract {

    static @Nullable Principal verify(String token) {
        return token.startsWith("good-") ? () -> token.substring(5) : null;
    }

    public static class Everywhere extends ResilientConfigurator {
        public Everywhere() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .authenticate(Authenticators.firstOf(
                            Authenticators.bearer(AuthenticationContractTest::verify),
                            Authenticators.cookie("session", AuthenticationContractTest::verify),
                            Authenticators.query("access_token", AuthenticationContractTest::verify),
                            Authenticators.subprotocol("token.", AuthenticationContractTest::verify)))
                    .maxConnectionsPerPrincipal(2)
                    .build());
        }
    }

    @ServerEndpoint(value = "/who", configurator = Everywhere.class, subprotocols = "chat")
    public static class Who {
        @OnMessage
        public String who(String text, Session session) {
            return switch (text) {
                case "uri" ->
                    session.getRequestURI() + " " + session.getQueryString() + " " + session.getRequestParameterMap();
                default -> session.getUserPrincipal().getName() + " '" + session.getNegotiatedSubprotocol() + "'";
            };
        }
    }

    public static class First extends ResilientConfigurator {
        public First() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .authenticateFirstMessage(FirstMessageAuth.of(AuthenticationContractTest::verify)
                            .within(Duration.ofSeconds(60))
                            .replyWith("welcome"))
                    .build());
        }
    }

    public static class Hasty extends ResilientConfigurator {
        public Hasty() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .authenticateFirstMessage(FirstMessageAuth.of(AuthenticationContractTest::verify)
                            .within(Duration.ofMillis(400)))
                    .build());
        }
    }

    @ServerEndpoint(value = "/hasty", configurator = Hasty.class)
    public static class Silent {}

    @ServerEndpoint(value = "/first", configurator = First.class)
    public static class FirstMessage {
        @OnOpen
        public void open(Session session) {
            session.getAsyncRemote()
                    .sendText("hello " + session.getUserPrincipal().getName());
        }

        @OnMessage
        public String echo(String text) {
            return text;
        }
    }

    public static class FirstJson extends ResilientConfigurator {
        public FirstJson() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .json(JsonLimits.defaults())
                    .authenticateFirstMessage(FirstMessageAuth.of(token -> {
                                if (token.contains("deep")) {
                                    throw new StackOverflowError("told to");
                                }
                                return () -> "json";
                            })
                            .within(Duration.ofMinutes(1)))
                    .build());
        }
    }

    @ServerEndpoint(value = "/first-json", configurator = FirstJson.class)
    public static class FirstMessageOfJson {
        @OnMessage
        public String echo(String text, Session session) {
            return text.equals("\"open\"")
                    ? "open: " + session.getOpenSessions().size()
                    : text;
        }
    }

    record ShortLived(Instant expiresAt) implements ExpiringPrincipal {
        @Override
        public String getName() {
            return "short";
        }
    }

    public static class Expiring extends ResilientConfigurator {
        public Expiring() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .authenticate(request -> new ShortLived(Instant.now().plusMillis(1_500)))
                    .build());
        }
    }

    @ServerEndpoint(value = "/expiring", configurator = Expiring.class)
    public static class Briefly {
        @OnMessage
        public String echo(String text) {
            return text;
        }
    }

    record Until(String time) implements ExpiringPrincipal {
        @Override
        public String getName() {
            return "until";
        }

        @Override
        public Instant expiresAt() {
            return Instant.parse(time);
        }
    }

    public static class UntilThen extends ResilientConfigurator {
        public UntilThen() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .authenticate(request -> new Until(String.valueOf(request.header("Until"))))
                    .build());
        }
    }

    @ServerEndpoint(value = "/until", configurator = UntilThen.class)
    public static class AsLongAsItSays {
        @OnMessage
        public String echo(String text) {
            return text;
        }
    }

    public static class Anyone extends Open {}

    @ServerEndpoint(value = "/anyone", configurator = Anyone.class)
    public static class Nobody {
        @OnMessage
        public String who(String text, Session session) {
            return String.valueOf(session.getUserPrincipal());
        }
    }

    @Override
    Deployment deployment() {
        return Deployment.of(
                Who.class,
                FirstMessage.class,
                Silent.class,
                FirstMessageOfJson.class,
                Briefly.class,
                AsLongAsItSays.class,
                Nobody.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/who | Authorization: Bearer good-header | header ''",
                "/who | Cookie: a=b; session=good-cookie; c=d | cookie ''",
                "/who?x=1&access_token=good-query | X-None: 1 | query ''",
                "/who | Sec-WebSocket-Protocol: chat, token.good-proto | proto 'chat'",
            },
            quoteCharacter = '~')
    void theTokenIsFoundAndThePrincipalIsTheSessions(String path, String header, String expected) throws Exception {
        try (RawClient client = connect(path, header)) {
            client.text("who");
            assertThat(client.readText()).isEqualTo(expected);
            assertThat(client.header("Sec-WebSocket-Protocol")).doesNotContain("token");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/who | X-None: 1",
                "/who | Authorization: Bearer bad",
                "/who | Authorization: Bearer",
                "/who | Authorization: Basic good-basic",
                "/who | Cookie: Session=good-case",
                "/who?ACCESS_TOKEN=good-case | X-None: 1",
                "/who?access_token= | X-None: 1",
                "/who?access_token=good-query | Authorization: Bearer bad",
                "/who | Sec-WebSocket-Protocol: chat, xtoken.good-proto",
            })
    void withoutAGoodTokenTheAnswerIs401(String path, String header) throws Exception {
        try (RawClient client = connect(path, header)) {
            assertThat(client.status()).isEqualTo(401);
            assertThat(client.header("WWW-Authenticate")).startsWith("Bearer");
        }
    }

    @Test
    void aTokenInTheQueryIsNeverShown() throws Exception {
        try (RawClient client = connect("/who?x=1&access_token=good-secret&y=2")) {
            client.text("uri");
            assertThat(client.readText())
                    .doesNotContain("secret")
                    .contains("x=1")
                    .contains("access_token=redacted")
                    .contains("y=2");
        }
    }

    @Test
    void aPrincipalHasOnlySoManyConnections() throws Exception {
        String token = "Authorization: Bearer good-many";
        try (RawClient one = connect("/who", token)) {
            try (RawClient two = connect("/who", token);
                    RawClient three = connect("/who", token)) {
                assertThat(two.status()).isEqualTo(101);
                assertThat(three.status()).isEqualTo(429);
                assertThat(three.header("Retry-After")).isEqualTo("5");
            }
            assertThat(one.status()).isEqualTo(101);
            await().until(() -> {
                try (RawClient again = connect("/who", token)) {
                    return again.isOpen();
                }
            });
        }
    }

    @Test
    void theFirstMessageAuthenticatesAndTheEndpointDoesNotSeeIt() throws Exception {
        try (RawClient client = connect("/first")) {
            client.text("good-first");
            client.text("second");
            assertThat(client.readText()).isEqualTo("welcome");
            assertThat(client.readText()).isEqualTo("hello first");
            assertThat(client.readText()).isEqualTo("second");
        }
    }

    @Test
    void aBadFirstMessageClosesWith4401() throws Exception {
        try (RawClient client = connect("/first")) {
            client.text("bad");
            client.text("more");
            assertThat(client.readCloseCode()).isEqualTo(4401);
        }
    }

    @Test
    void whereMessagesAreJsonTheFirstNeedNotBe() throws Exception {
        try (RawClient client = connect("/first-json")) {
            client.text("a token");
            client.text("[]");
            assertThat(client.readText()).isEqualTo("[]");
        }
    }

    @Test
    void whoIsNotAuthenticatedYetIsNoneOfTheOpenSessions() throws Exception {
        try (RawClient silent = connect("/first-json");
                RawClient client = connect("/first-json")) {
            await().until(() -> binding("/first-json").openSessions() == 2);
            client.text("{\"token\":1}");
            client.text("\"open\"");
            assertThat(client.readText()).isEqualTo("open: 1");
            silent.text("{\"token\":2}");
            silent.text("\"open\"");
            assertThat(silent.readText()).isEqualTo("open: 2");
        }
    }

    @Test
    void aFirstMessageThatIsTooDeepForItsVerifierClosesWith4401() throws Exception {
        try (RawClient client = connect("/first-json")) {
            client.text("\"deep\"");
            assertThat(client.readCloseCode()).isEqualTo(4401);
        }
    }

    @Test
    void noFirstMessageClosesWith4401() throws Exception {
        long start = System.nanoTime();
        try (RawClient client = connect("/hasty")) {
            assertThat(client.readCloseCode()).isEqualTo(4401);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
        }
    }

    @Test
    void aBinaryFirstMessageClosesWith4401() throws Exception {
        try (RawClient client = connect("/first")) {
            client.frame(RawClient.BINARY, true, "good-first".getBytes(UTF_8));
            assertThat(client.readCloseCode()).isEqualTo(4401);
        }
    }

    @Test
    void anExpiredPrincipalEndsTheSessionWith4401() throws Exception {
        try (RawClient client = connect("/expiring")) {
            client.text("now");
            assertThat(client.readText()).isEqualTo("now");
            assertThat(client.readCloseCode()).isEqualTo(4401);
        }
    }

    @Test
    void aPrincipalMayBeValidUntilTheEndOfTime() throws Exception {
        try (RawClient client = connect("/until", "Until: " + Instant.MAX)) {
            client.text("still");
            assertThat(client.readText()).isEqualTo("still");
        }
    }

    @Test
    void aPrincipalThatExpiredAtTheBeginningOfTimeEndsTheSessionWith4401() throws Exception {
        try (RawClient client = connect("/until", "Until: " + Instant.MIN)) {
            assertThat(client.readCloseCode()).isEqualTo(4401);
        }
    }

    @Test
    void aPrincipalThatCannotTellWhenItExpiresGetsNoSessionAndKeepsNoPlace() throws Exception {
        try (RawClient client = connect("/until", "Until: some day")) {
            assertThat(client.readCloseCode()).isEqualTo(1011);
            await().until(() -> binding("/until").guard().connections() == 0);
        }
    }

    @Test
    void withoutAnAuthenticatorThereIsNoPrincipal() throws Exception {
        try (RawClient client = connect("/anyone")) {
            client.text("who");
            assertThat(client.readText()).isEqualTo("null");
        }
    }
}
