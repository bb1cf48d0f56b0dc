package dev.mooring.server.contract;

import static org.awaitility.Awaitility.await;

import dev.mooring.server.session.EndpointBinding;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** Starts the server of this JVM once for all tests of a class, or runs in one that has been started. */
@Tag("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerContract {

    static final String ORIGIN = "Origin: https://app.example";

    private TestServer server;

    abstract Deployment deployment();

    @BeforeAll
    void startServer() throws Exception {
        server = TestServer.start(deployment());
    }

    @AfterAll
    void stopServer() throws Exception {
        server.close();
    }

    /** The sessions of the test before may still be closing. */
    @BeforeEach
    void awaitQuiet() {
        if (!isQuiet()) {
            // Tomcat's threads throw when a session is closed amid a message: no failure of the test that comes next
            await().dontCatchUncaughtExceptions()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .until(this::isQuiet);
        }
    }

    private boolean isQuiet() {
        return server.mooring().runtime().bindings().stream()
                .allMatch(binding -> binding.guard().connections() == 0 && binding.closingSessions() == 0);
    }

    TestServer server() {
        return server;
    }

    EndpointBinding binding(String path) {
        return server().mooring().runtime().bindings().stream()
                .filter(each -> each.guard().template().toString().equals(path))
                .findFirst()
                .orElseThrow();
    }

    RawClient connect(String path, String... headers) throws IOException {
        return RawClient.upgrade(server.port(), server.root() + path, headers);
    }

    /** With a small receive buffer, so that it is soon stuck. */
    RawClient connectDeaf(String path, String... headers) throws IOException {
        return RawClient.upgradeWithSmallBuffer(server.port(), server.root() + path, headers);
    }
}
