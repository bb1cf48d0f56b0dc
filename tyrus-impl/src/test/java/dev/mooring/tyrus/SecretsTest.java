package dev.mooring.tyrus;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.FirstMessage;
import dev.mooring.websocket.Proxy;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With all logging on, no secret is in a log record, event, exception or {@code toString()} of ours. */
class SecretsTest {

    private static final String SECRET = "s3cr3t";

    private final List<String> shown = new CopyOnWriteArrayList<>();
    private final Recorder recorder = new Recorder();
    private final Logger ours = Logger.getLogger("dev.mooring");
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            shown.add(entry.getMessage() + " " + trace(entry.getThrown()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        handler.setLevel(Level.ALL);
        ours.setLevel(Level.ALL);
        ours.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        ours.removeHandler(handler);
        ours.setLevel(null);
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        if (thrown != null) {
            thrown.printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }

    private ResilientContainer.Builder full() {
        return Quick.container(recorder)
                .retry(Quick.RETRY.maxRetries(1))
                .connectTimeout(ofMillis(300))
                .headers(attempt -> Map.of("Authorization", List.of("Bearer " + SECRET)))
                .uri(attempt -> URI.create(attempt.uri() + "?token=" + SECRET))
                .firstMessage(FirstMessage.of(attempt -> SECRET)
                        .acceptedBy(SECRET::equals)
                        .within(ofSeconds(5)));
    }

    private void fails(ResilientContainer.Builder options, URI uri) throws Exception {
        try (ResilientContainer container = options.build()) {
            shown.add(trace(Quick.outcome(container.connectAsync(recorder, uri))));
            shown.add(container + " " + container.options());
        }
    }

    @Test
    void failuresTellNoSecret() throws Exception {
        try (RawServer refusing = RawServer.answering(n -> "HTTP/1.1 401 No\nLocation: /?token=" + SECRET);
                RawServer redirecting =
                        RawServer.answering(n -> "HTTP/1.1 302 No\nLocation: http://127.0.0.1:1/?token=" + SECRET);
                RawServer rejecting = RawServer.of(peer -> {
                    peer.readRequest();
                    peer.upgrade();
                    peer.sendText("no, " + SECRET + " is not good");
                    peer.listen();
                });
                RawServer garbage = RawServer.answering(n -> SECRET + " is no HTTP");
                RawServer silent = RawServer.of(RawPeer::listen)) {
            for (RawServer server : List.of(refusing, redirecting, rejecting, garbage, silent)) {
                fails(full(), URI.create("ws://127.0.0.1:" + server.port() + "/raw?token=" + SECRET));
            }
            fails(full(), URI.create("ws://user:" + SECRET + "@127.0.0.1:" + silent.port() + "/raw"));
            fails(full(), URI.create("ws://127.0.0.1:1/x?token=" + SECRET));
            fails(full().proxy(Proxy.http("127.0.0.1", refusing.port()).credentials("me", SECRET)), silent.uri());
            nothingShown();
        }
    }

    @Test
    void aWorkingSessionTellsNoSecret() throws Exception {
        try (EchoServer server = EchoServer.start();
                ResilientContainer container =
                        full().connectTimeout(ofSeconds(5)).build();
                ResilientSession session =
                        container.connectToServer(recorder, URI.create(server.uri() + "?key=" + SECRET))) {
            session.getBasicRemote().sendText(SECRET);
            await().until(() -> recorder.received.contains(SECRET));
            session.reconnect();
            await().until(() -> recorder.opened.get() == 2);
            shown.add(session + " " + session.stats() + " " + container + " " + session.getAsyncRemote());
            session.close();
            Quick.awaitEnd(session);
            nothingShown();
        }
    }

    private void nothingShown() {
        recorder.events.forEach(event -> shown.add(event.toString()));
        assertThat(shown).hasSizeGreaterThan(10).noneMatch(text -> text.contains(SECRET));
    }
}
