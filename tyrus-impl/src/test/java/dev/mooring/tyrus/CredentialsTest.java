package dev.mooring.tyrus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.Attempt;
import dev.mooring.websocket.FirstMessage;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is asked for at every attempt, so that it can be fresh. */
class CredentialsTest {

    private final Recorder recorder = new Recorder();

    private static List<String> authorizations(EchoServer server) {
        return server.handshakes.stream()
                .map(request -> request.getHeaders().get("Authorization").get(0))
                .toList();
    }

    @Test
    void headersAreAskedForAtEveryAttempt() throws Exception {
        List<Attempt> attempts = new CopyOnWriteArrayList<>();
        try (EchoServer server = EchoServer.start();
                ResilientContainer container = Quick.container(recorder)
                        .headers(attempt -> {
                            attempts.add(attempt);
                            return Map.of("Authorization", List.of("Bearer " + attempt.epoch()));
                        })
                        .build();
                ResilientSession session = container.connectToServer(recorder, server.uri())) {
            session.reconnect();
            await().until(() -> recorder.opened.get() == 2);
            assertThat(authorizations(server)).containsExactly("Bearer 1", "Bearer 2");
            assertThat(attempts.get(0).lastFailure()).isNull();
            assertThat(attempts.get(1).lastFailure()).hasMessage("reconnect() was called");
        }
    }

    @Test
    void anOriginIsSentOnlyWhenTheApplicationNamesOne() throws Exception {
        try (EchoServer server = EchoServer.start();
                ResilientContainer silent = Quick.container().build();
                ResilientContainer naming = Quick.container()
                        .headers(attempt -> Map.of("Origin", List.of("https://app.example")))
                        .build();
                ResilientSession first = silent.connectToServer(recorder, server.uri());
                ResilientSession second = naming.connectToServer(new Recorder(), server.uri())) {
            assertThat(server.handshakes.stream()
                            .map(request -> request.getHeaders().get("Origin")))
                    .containsExactly(null, List.of("https://app.example"));
        }
    }

    @Test
    void headersMayComeLater() throws Exception {
        try (EchoServer server = EchoServer.start();
                ResilientContainer container = Quick.container()
                        .headersAsync(attempt -> CompletableFuture.supplyAsync(
                                () -> Map.of("Authorization", List.of("Bearer late")),
                                CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS)))
                        .build();
                ResilientSession session = container.connectToServer(recorder, server.uri())) {
            assertThat(session.isOpen()).isTrue();
            assertThat(authorizations(server)).containsExactly("Bearer late");
        }
    }

    @Test
    void aUriWithAOneTimeTokenIsAskedForAtEveryAttempt() throws Exception {
        try (EchoServer server = EchoServer.start();
                ResilientContainer container = Quick.container(recorder)
                        .uri(attempt -> URI.create(attempt.uri() + "?once=" + attempt.epoch()))
                        .build();
                ResilientSession session = container.connectToServer(recorder, server.uri())) {
            session.reconnect();
            await().until(() -> recorder.opened.get() == 2);
            assertThat(server.handshakes.stream().map(request -> request.getQueryString()))
                    .containsExactly("once=1", "once=2");
        }
    }

    @Test
    void aSupplierThatFailsIsAskedAgain() throws Exception {
        try (EchoServer server = EchoServer.start();
                ResilientContainer container = Quick.container()
                        .headers(attempt -> switch ((int) attempt.epoch()) {
                            case 1 -> throw new IllegalStateException("the token service is away");
                            case 2 -> null;
                            default -> Map.of("Authorization", List.of("Bearer " + attempt.number()));
                        })
                        .build();
                ResilientSession session = container.connectToServer(recorder, server.uri())) {
            assertThat(session.isOpen()).isTrue();
            assertThat(authorizations(server)).containsExactly("Bearer 3");
        }
    }

    @Test
    void aHeaderWithALineBreakSmugglesNothingIn() throws Exception {
        try (RawServer server = RawServer.answering(n -> "");
                ResilientContainer container = Quick.container(recorder)
                        .retry(Quick.RETRY.maxRetries(0))
                        .headers(attempt -> Map.of("X-Name", List.of("a\r\nX-Evil: 1")))
                        .build()) {
            assertThat(Quick.outcome(container.connectAsync(recorder, server.uri())))
                    .hasMessageContaining("X-Name")
                    .hasMessageNotContaining("Evil");
            assertThat(server.peers).isEmpty();
        }
    }

    @Test
    void aConfiguratorThatThrowsFailsTheAttemptAtOnce() throws Exception {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .configurator(new ClientEndpointConfig.Configurator() {
                    @Override
                    public void beforeRequest(Map<String, List<String>> headers) {
                        throw new IllegalStateException("no token");
                    }
                })
                .build();
        Endpoint endpoint = new Endpoint() {
            @Override
            public void onOpen(Session session, EndpointConfig ignored) {}
        };
        try (RawServer server = RawServer.answering(n -> "");
                ResilientContainer container = Quick.container(recorder)
                        .retry(Quick.RETRY.maxRetries(1))
                        .connectTimeout(ofMinutes(10)) // and not by this
                        .build()) {
            assertThat(Quick.outcome(container.connectAsync(endpoint, config, server.uri())))
                    .hasMessageContaining("attempt 2");
        }
    }

    @Test
    void aUriOfAnotherHostIsRefused() throws Exception {
        try (EchoServer server = EchoServer.start();
                ResilientContainer container = Quick.container()
                        .retry(Quick.RETRY.maxRetries(0))
                        .uri(attempt -> URI.create("ws://elsewhere.example/"))
                        .build()) {
            assertThat(Quick.outcome(container.connectAsync(recorder, server.uri())))
                    .hasMessageContaining("not scheme, host and port");
        }
    }

    @Test
    void aRejectedTokenIsRenewedOnce() throws Exception {
        try (RawServer server = RawServer.of(peer -> {
                    peer.readRequest();
                    if ("Bearer 2".equals(peer.header("Authorization"))) {
                        peer.upgrade();
                        peer.readUntilEnd();
                    } else {
                        peer.answer("HTTP/1.1 401 Unauthorized");
                    }
                });
                ResilientContainer container = Quick.container()
                        .headers(attempt -> Map.of("Authorization", List.of("Bearer " + attempt.number())))
                        .build();
                ResilientSession session = container.connectToServer(recorder, server.uri())) {
            assertThat(session.isOpen()).isTrue();
            assertThat(server.accepted()).isEqualTo(2);
        }
    }

    /** A server that takes its token by the first message, and answers it as told. */
    private static RawServer asking(String answer) throws Exception {
        return RawServer.of(peer -> {
            peer.readRequest();
            peer.upgrade();
            peer.remember(peer.read());
            if (!answer.isEmpty()) {
                peer.sendText(answer);
                peer.sendText("welcome");
            }
            while (true) {
                peer.remember(peer.read());
            }
        });
    }

    private ResilientContainer authenticating(Duration deadline) {
        return Quick.container(recorder)
                .firstMessage(FirstMessage.of(attempt -> "token " + attempt.number())
                        .acceptedBy("ok"::equals)
                        .within(deadline))
                .build();
    }

    @Test
    void onlyAfterTheAcceptingReplyComesOnOpenAndThenTheOutbox() throws Exception {
        Recorder greeting = new Recorder(session -> session.getAsyncRemote().sendText("hello"));
        try (RawServer server = asking("ok");
                ResilientContainer container = authenticating(ofSeconds(60))) {
            ResilientSession session = container.connectToServer(greeting, server.uri());
            session.getBasicRemote().sendText("live");
            await().until(() -> server.peers.get(0).remembered().size() == 3);
            assertThat(server.peers.get(0).remembered()).containsExactly("token 1", "hello", "live");
            await().untilAsserted(() -> assertThat(greeting.received).containsExactly("welcome"));
        }
    }

    @Test
    void aRejectingReplyIsTriedOnceMoreWithAFreshMessage() throws Exception {
        try (RawServer server = asking("no");
                ResilientContainer container = authenticating(ofSeconds(60))) {
            assertThat(Quick.outcome(container.connectAsync(recorder, server.uri())))
                    .hasMessageContaining("did not accept us");
            assertThat(server.peers.stream().flatMap(peer -> peer.remembered().stream()))
                    .containsExactly("token 1", "token 2");
            assertThat(recorder.opened).hasValue(0);
            assertThat(recorder.closed).isEmpty();
        }
    }

    @Test
    void silenceAfterTheFirstMessageIsATimeout() throws Exception {
        try (RawServer server = asking("");
                ResilientContainer container = authenticating(ofMillis(300))) {
            CompletableFuture<ResilientSession> pending =
                    container.connectAsync(recorder, server.uri()).toCompletableFuture();
            await().until(() -> server.accepted() >= 3);
            assertThat(pending).isNotDone();
            container.close();
            assertThat(recorder.opened).hasValue(0);
        }
    }

    @Test
    void aReplyWithoutEndIsTooBig() throws Exception {
        try (RawServer server = RawServer.of(peer -> {
                    peer.readRequest();
                    peer.upgrade();
                    peer.read();
                    for (int i = 0; i < 20; i++) {
                        peer.sendFragment(i == 0 ? 1 : 0, "x".repeat(100).getBytes(UTF_8), false);
                    }
                    peer.expectClose();
                });
                ResilientContainer container = authenticating(ofSeconds(60))) {
            container.setDefaultMaxTextMessageBufferSize(1_000);
            assertThat(Quick.outcome(container.connectAsync(recorder, server.uri())))
                    .hasMessageContaining("maxTextMessageBufferSize of 1000 bytes");
            assertThat(server.accepted()).isEqualTo(1);
            await().until(() -> server.peers.get(0).closeCode() == 1009);
            assertThat(recorder.opened).hasValue(0);
        }
    }
}
