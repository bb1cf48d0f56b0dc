package dev.mooring.tyrus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.FirstMessage;
import dev.mooring.websocket.Opened;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Redirections are followed, but not for ever, not to less safety, and not with secrets to strangers. */
class RedirectTest {

    private final Recorder recorder = new Recorder();

    private static RawServer redirecting(String location, int status) throws Exception {
        return RawServer.answering(n -> "HTTP/1.1 " + status + " Elsewhere\nLocation: " + location);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void itIsFollowed(int status) throws Exception {
        try (EchoServer target = EchoServer.start();
                RawServer first = redirecting(target.uri().toString().replace("ws:", "http:"), status);
                ResilientContainer container = Quick.container(recorder).build();
                ResilientSession session = container.connectToServer(recorder, first.uri())) {
            assertThat(session.isOpen()).isTrue();
            assertThat(session.getRequestURI().getPort()).isEqualTo(target.port());
            await().until(() -> !recorder.events(Opened.class).isEmpty());
            assertThat(recorder.events(Opened.class).get(0).uri()).contains(String.valueOf(target.port()));
        }
    }

    @Test
    void aRelativeOneStaysWithTheServer() throws Exception {
        try (RawServer server = RawServer.answering(n -> n == 1 ? "HTTP/1.1 302 Found\nLocation: /other?x=1,2" : "");
                ResilientContainer container = Quick.container(recorder).build();
                ResilientSession session = container.connectToServer(recorder, server.uri())) {
            assertThat(session.isOpen()).isTrue();
            assertThat(server.peers.get(1).requestLine()).isEqualTo("GET /other?x=1,2 HTTP/1.1");
        }
    }

    @Test
    void fiveAreFollowedAndNotASixth() throws Exception {
        try (RawServer server = RawServer.answering(n -> "HTTP/1.1 302 Found\nLocation: /" + n);
                ResilientContainer container = Quick.container(recorder).build()) {
            assertThat(Quick.outcome(container.connectAsync(recorder, server.uri())))
                    .hasMessageContaining("HTTP 302");
            assertThat(server.accepted()).isEqualTo(6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://127.0.0.1/", "mailto:somebody", "http://", "::"})
    void aLocationThatIsNoneIsFatal(String location) throws Exception {
        try (RawServer server = redirecting(location, 302);
                ResilientContainer container = Quick.container(recorder).build()) {
            assertThat(Quick.outcome(container.connectAsync(recorder, server.uri())))
                    .hasMessageContaining("HTTP 302");
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void anotherHostIsToldNoSecret() throws Exception {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .configurator(new ClientEndpointConfig.Configurator() {
                    @Override
                    public void beforeRequest(Map<String, List<String>> headers) {
                        headers.put("Cookie", List.of("session=secret"));
                    }
                })
                .build();
        Endpoint endpoint = new Endpoint() {
            @Override
            public void onOpen(Session session, EndpointConfig ignored) {}
        };
        try (RawServer stranger = RawServer.answering(n -> "");
                RawServer first = redirecting(stranger.uri().toString(), 307);
                ResilientContainer container = Quick.container(recorder)
                        .headers(attempt -> Map.of("Authorization", List.of("Bearer secret")))
                        .uri(attempt -> URI.create(attempt.uri() + "?token=secret"))
                        .build();
                ResilientSession session = container.connectToServer(endpoint, config, first.uri())) {
            assertThat(session.isOpen()).isTrue();
            assertThat(first.peers.get(0).header("Authorization")).isEqualTo("Bearer secret");
            assertThat(first.peers.get(0).header("Cookie")).isEqualTo("session=secret");
            assertThat(first.peers.get(0).requestLine()).contains("token=secret");
            assertThat(stranger.peers.get(0).header("Authorization")).isNull();
            assertThat(stranger.peers.get(0).header("Cookie")).isNull();
            assertThat(stranger.peers.get(0).requestLine()).doesNotContain("secret");
        }
    }

    @Test
    void noFirstMessageGoesToAnotherHost() throws Exception {
        try (EchoServer stranger = EchoServer.start();
                RawServer first = redirecting(stranger.uri().toString(), 302);
                ResilientContainer container = Quick.container(recorder)
                        .firstMessage(FirstMessage.of(attempt -> "secret"))
                        .build();
                ResilientSession session = container.connectToServer(recorder, first.uri())) {
            session.getBasicRemote().sendText("hello");
            await().until(() -> stranger.received.contains("hello"));
            assertThat(stranger.received).containsExactly("hello");
        }
    }
}
