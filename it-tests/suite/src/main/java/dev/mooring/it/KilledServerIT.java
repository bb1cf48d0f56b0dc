package dev.mooring.it;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.testkit.ServerProcess;
import dev.mooring.websocket.FailureClassifier;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SessionState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** A server process that is killed without warning, and comes back. */
class KilledServerIT {

    private final int port = freePort();
    private final Site site = new Site(port, "mooring");

    @Test
    void aSessionOutlivesTheServersProcess() throws Exception {
        Outside outside = new Outside();
        try (ServerProcess first = start();
                ResilientContainer container = Outside.patient()
                        .classifier(failure -> FailureClassifier.standard().classify(failure.afterOpen(true)))
                        .build();
                ResilientSession session = container.connectToServer(outside, site.socket("echo"))) {
            session.getBasicRemote().sendText("before");
            await().until(() -> outside.received.contains("before"));
            first.kill9();
            await().until(() -> session.state() == SessionState.WAITING);
            await().untilAsserted(() -> assertThat(outside.closed)
                    .singleElement()
                    .satisfies(reason ->
                            assertThat(reason.getCloseCode().getCode()).isEqualTo(1006)));
            session.getBasicRemote().sendText("meanwhile");
            try (ServerProcess second = start()) {
                await().atMost(ofSeconds(60)).until(() -> outside.received.contains("meanwhile"));
                assertThat(second.pid()).isNotEqualTo(first.pid());
            }
        }
        assertThat(outside.opened).hasValue(2);
    }

    private ServerProcess start() throws Exception {
        return ServiceLoader.load(ServerLauncher.class)
                .findFirst()
                .orElseThrow()
                .start(
                        port,
                        Wars.file().toPath(),
                        List.of(
                                "-Dmooring.here.uri=" + site.socket("quotes"),
                                "-Dmooring.there.uri=" + site.socket("echo")));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
