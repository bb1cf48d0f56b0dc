package dev.mooring.cdi;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.RequestScoped;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong stops the deployment, with a message that names it. */
class DeploymentProblemsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    retry.baseDelay | soon | must be a duration such as 500ms
                    retry.baseDelay | 0s | must be longer than zero
                    retry.baseDelay | 5m | must be at least the base delay
                    retry.jitter | 2 | retry jitter must be
                    retry.maxRetries | -2 | max retries
                    retry.maxRetries | many | must be a whole number
                    retry.baseDelai | 1s | did you mean retry.baseDelay?
                    verifyHostname | yes | must be true or false
                    heartbeat | pong | must be ping, message or off
                    heartbeat.message | hello | needs heartbeat=message
                    outbox.whenFull | throw | must be one of [REJECT, BLOCK, DROP_OLDEST, DROP_NEWEST]
                    outbox.ofMessages | 20000000 | outbox messages must be
                    circuitBreaker | maybe | must be on or off
                    uri | http://localhost/ | starts with ws or wss://
                    uri | not a uri | is not a URI
                    uri | '' | is missing
                    uri | ws://me:secret@localhost/ | must not have a user in it
                    circuitBreaker.afterFailures | 1000000000 | circuit breaker failures must be between 1 and 10000
                    circuitBreaker.halfOpenAttempts | 10001 | circuit breaker half-open attempts must be between 1 and 10000
                    proxy | http://me:secret@proxy:3128 | set proxy.user and proxy.password
                    proxy.user | me | needs proxy
                    proxy.password | secret | needs proxy.user
                    delivery | exactlyOnce | must be bestEffort or resumable
                    delivery.whenUnsupported | fail | start with Delivery.resumable()
                    """)
    void aBadValueIsNamed(String key, String value, String remedy) {
        Application application = Application.of(Prices.class)
                .with("mooring.prices.uri", "ws://localhost:1/")
                .with("mooring.prices." + key, value);
        assertThatThrownBy(application::start)
                .hasMessageContaining("mooring.prices." + key)
                .hasMessageContaining(remedy);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/?token=secret",
                "ws://localhost/, http://me:secret@localhost/",
                "ws://localhost/a,http://me:secret@localhost/",
                "ws://me:secret@localhost/",
                "ws://localhost/not a uri?token=secret",
                "http://localhost/?token=a,secret"
            })
    void whatMayBeSecretInAUriIsNotTold(String uri) {
        Application application = Application.of(Prices.class).with("mooring.prices.uri", uri);
        assertThatThrownBy(application::start)
                .hasMessageContaining("mooring.prices.uri")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "heartbeat.every, 1s, heartbeat, off",
        "heartbeat.timeout, 1s, heartbeat, off",
        "circuitBreaker.afterFailures, 7, circuitBreaker, off",
        "outbox.blockFor, 1s, outbox.whenFull, REJECT",
        "outbox.blockFor, 1s, outbox.whenFull, DROP_OLDEST"
    })
    void aKeyThatAnotherLeavesNothingToDoIsNamed(String key, String value, String other, String word) {
        Application application = Application.of(Prices.class)
                .with("mooring.prices.uri", "ws://localhost:1/")
                .with("mooring.prices." + key, value)
                .with("mooring.prices." + other, word);
        assertThatThrownBy(application::start)
                .hasMessageContaining("mooring.prices." + key)
                .hasMessageContaining("does nothing with " + other + "=" + word);
    }

    @Test
    void aHeartbeatThatNoSessionWouldSendIsNamed() {
        Application application = Application.of(Prices.class)
                .with("mooring.prices.uri", "ws://localhost:1/")
                .with("mooring.prices.heartbeat", "message")
                .with("mooring.prices.delivery", "resumable")
                .with("mooring.prices.delivery.whenUnsupported", "FAIL");
        assertThatThrownBy(application::start)
                .hasMessageContaining("mooring.prices.heartbeat=message")
                .hasMessageContaining("does nothing with delivery=resumable and delivery.whenUnsupported=FAIL");
    }

    @Test
    void aLimitBesideASingleAttemptIsNamed() {
        Application application = Application.of(Prices.class)
                .with("mooring.prices.uri", "ws://localhost:1/")
                .with("mooring.prices.initialConnect", "failFast")
                .with("mooring.prices.initialConnect.within", "1m");
        assertThatThrownBy(application::start)
                .hasMessageContaining("mooring.prices.initialConnect.within")
                .hasMessageContaining("needs initialConnect=retry");
    }

    @Test
    void twoClientsOfOneNameAreNamed() {
        assertThatThrownBy(() -> Application.of(Prices.class, Twin.class).start())
                .hasMessageContaining("@Resilient(\"prices\") is on")
                .hasMessageContaining("$Prices")
                .hasMessageContaining("$Twin");
    }

    @Test
    void anEndpointThatWouldNotBeOneIsNamed() {
        assertThatThrownBy(() -> Application.of(Fleeting.class).start())
                .hasMessageContaining("$Fleeting")
                .hasMessageContaining("make it @ApplicationScoped");
    }

    @Test
    void aNameThatIsNoKeyIsNamed() {
        assertThatThrownBy(() -> Application.of(Dotted.class).start()).hasMessageContaining("@Resilient(\"a.b\")");
    }

    @Test
    void aMalformedEndpointIsNamed() {
        Application application = Application.of(Malformed.class).with("mooring.malformed.uri", "ws://localhost:1/");
        assertThatThrownBy(application::start).hasStackTraceContaining("$Malformed");
    }

    /** A client without fault. */
    @Resilient("prices")
    @ClientEndpoint
    public static class Prices {}

    /** Another one of this name. */
    @Resilient("prices")
    @ClientEndpoint
    public static class Twin {}

    /** In a scope of which there may be many. */
    @RequestScoped
    @Resilient("fleeting")
    @ClientEndpoint
    public static class Fleeting {}

    /** With a name that has a dot. */
    @Resilient("a.b")
    @ClientEndpoint
    public static class Dotted {}

    /** With two methods for one kind of message. */
    @Resilient("malformed")
    @ClientEndpoint
    public static class Malformed {
        @OnMessage
        public void one(String text) {}

        @OnMessage
        public void two(String text) {}
    }
}
