package dev.mooring.tyrus;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectionException;
import dev.mooring.websocket.FailureClassifier;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.Verdict;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP rows of the failure table, from the bytes of the response to what the session does. */
class HttpStatusTest {

    private final Recorder recorder = new Recorder();

    private static String status(int status, String... headers) {
        return "HTTP/1.1 " + status + " Whatever\n" + String.join("\n", headers);
    }

    private void openedAtTheSecondAttempt(RawServer server) throws Exception {
        try (ResilientContainer container = Quick.container(recorder).build();
                ResilientSession session = container.connectToServer(recorder, server.uri())) {
            assertThat(session.isOpen()).isTrue();
            assertThat(server.accepted()).isEqualTo(2);
        }
    }

    private Throwable failedAfter(int attempts, RawServer server) throws Exception {
        try (ResilientContainer container = Quick.container(recorder).build()) {
            CompletionStage<ResilientSession> pending = container.connectAsync(recorder, server.uri());
            Throwable failure = Quick.outcome(pending);
            assertThat(failure).isInstanceOf(jakarta.websocket.DeploymentException.class);
            assertThat(server.accepted()).isEqualTo(attempts);
            return failure;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void itIsTriedAgain(int status) throws Exception {
        try (RawServer server = RawServer.answering(n -> n == 1 ? status(status) : "")) {
            openedAtTheSecondAttempt(server);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 300, 304, 400, 404, 405, 410, 426, 451})
    void itIsFatal(int status) throws Exception {
        try (RawServer server = RawServer.answering(n -> status(status))) {
            assertThat(failedAfter(1, server)).hasMessageContaining("HTTP " + status);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void itIsTriedOnceMoreWithFreshCredentials(int status) throws Exception {
        try (RawServer server = RawServer.answering(n -> status(status))) {
            assertThat(failedAfter(2, server)).hasMessageContaining("HTTP " + status);
        }
        try (RawServer server = RawServer.answering(n -> n == 1 ? status(status) : "")) {
            openedAtTheSecondAttempt(server);
        }
    }

    @Test
    void aMissingEndpointIsTriedAgainOnceTheSessionHasBeenOpen() throws Exception {
        try (RawServer server = RawServer.of(peer -> {
                    peer.readRequest();
                    if (peer.number() == 2) {
                        peer.answer(status(404));
                    } else {
                        peer.upgrade();
                        if (peer.number() > 2) {
                            peer.readUntilEnd();
                        }
                    }
                });
                ResilientContainer container = Quick.container(recorder).build();
                ResilientSession session = container.connectToServer(recorder, server.uri())) {
            await().until(() -> recorder.opened.get() == 2);
            assertThat(server.accepted()).isEqualTo(3);
            assertThat(session.isOpen()).isTrue();
        }
    }

    @Test
    void retryAfterInSecondsIsObeyed() throws Exception {
        try (RawServer server = RawServer.answering(n -> n == 1 ? status(503, "Retry-After: 1") : "")) {
            long start = System.nanoTime();
            openedAtTheSecondAttempt(server);
            assertThat(Quick.millisSince(start)).isGreaterThanOrEqualTo(1_000);
            assertThat(recorder.events(RetryScheduled.class).get(0).delay()).isBetween(ofMillis(1000), ofMillis(1400));
        }
    }

    @Test
    void retryAfterAsADateIsObeyed() throws Exception {
        ZonedDateTime date = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
        String header = "Retry-After: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(date);
        try (RawServer server = RawServer.answering(n -> n == 1 ? status(503, header) : "")) {
            openedAtTheSecondAttempt(server);
            assertThat(ZonedDateTime.now(ZoneOffset.UTC)).isAfterOrEqualTo(date);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "Thu, 01 Jan 1970 00:00:00 GMT", "0"})
    void aRetryAfterThatIsNoWaitLeavesTheBackoffDelay(String value) throws Exception {
        try (RawServer server = RawServer.answering(n -> n == 1 ? status(503, "Retry-After: " + value) : "")) {
            openedAtTheSecondAttempt(server);
            assertThat(recorder.events(RetryScheduled.class).get(0).delay()).isLessThan(ofSeconds(1));
        }
    }

    @Test
    void garbageInsteadOfHttpIsTriedAgain() throws Exception {
        try (RawServer server = RawServer.answering(n -> n == 1 ? "this is no HTTP at all" : "")) {
            openedAtTheSecondAttempt(server);
        }
    }

    @Test
    void anUpgradeWithTheWrongKeyIsNoUpgrade() throws Exception {
        try (RawServer server = RawServer.answering(n -> n == 1
                ? status(101, "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Accept: wrong")
                : "")) {
            openedAtTheSecondAttempt(server);
        }
    }

    @Test
    void theClassifierHasTheLastWord() throws Exception {
        FailureClassifier mine = failure -> failure.httpStatus() == 404
                ? Verdict.retry()
                : failure.httpStatus() == 503
                        ? Verdict.fatal()
                        : FailureClassifier.standard().classify(failure);
        try (RawServer server = RawServer.answering(n -> n == 1 ? status(404) : status(503));
                ResilientContainer container =
                        Quick.container(recorder).classifier(mine).build()) {
            assertThat(Quick.outcome(container.connectAsync(recorder, server.uri())))
                    .hasMessageContaining("HTTP 503")
                    .hasCauseInstanceOf(ConnectionException.class);
            assertThat(server.accepted()).isEqualTo(2);
        }
    }
}
