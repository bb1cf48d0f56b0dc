package dev.mooring.interop;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.testing.TestServer;
import dev.mooring.testkit.DeliveryCheck;
import dev.mooring.testkit.FaultProxy;
import dev.mooring.testkit.ServerProcess;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.Resumed;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.SessionReset;
import dev.mooring.websocket.SessionState;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server process that is stopped for longer than its client waits for a pong, while both send. What the kernel took for it
 * meanwhile it reads when it goes on, from connections that the client has long given up. Once on Tyrus in the build; {@code
 * -Dmooring.delivery.stops=20} for more, on every server.
 */
@Tag("servers")
@EnabledIf("isWanted")
class StoppedServerTest {

    private static final int STOPS = Integer.getInteger("mooring.delivery.stops", 0);
    private static final long LATE = 50; // messages that are sent to the stopped process each time
    private static final long SEED = Long.getLong("mooring.delivery.seed", System.nanoTime() & 0xffff_ffffL);

    private final DeliveryCheck check = Traffic.begin(SEED).check;
    private final Queue<SessionEvent> events = new ConcurrentLinkedQueue<>();

    static boolean isWanted() {
        return Host.isWanted() && (STOPS > 0 || TestServer.kind().equals("tyrus"));
    }

    @Test
    void nothingIsLostRepeatedOrOutOfOrder(@TempDir Path directory) throws Exception {
        Path logs = directory.resolve("logs");
        long late = 0;
        try (ServerProcess server = ServerProcess.of(ServerMain.class)
                        .jvmArgs("-Xmx256m", "-Dmooring.test.server=" + TestServer.kind())
                        .args(String.valueOf(SEED), logs.toString())
                        .start();
                FaultProxy proxy = FaultProxy.to("127.0.0.1", server.port()).start();
                ResilientContainer container =
                        Clients.impatient().listener(events::add).build();
                ResilientSession session =
                        container.connectToServer(new Client(), Host.uri(proxy.port(), "/traffic"))) {
            try (Pump up = Pump.up(check, session, SEED)) {
                for (int i = 0; i < Math.max(1, STOPS); i++) {
                    moreMessages(server);
                    late += stop(server, proxy, session);
                }
                moreMessages(server);
                assertThat(up.failure()).isNull();
            }
            session.getAsyncRemote().sendText(check.next("control"));
            await().atMost(ofSeconds(30)).until(() -> check.handledFrom("done") == 1);
        }
        check.add(logs);
        System.out.println(Host.pair() + ", stopped " + Math.max(1, STOPS) + " times: " + check.report() + ", " + late
                + " bytes came while it was");
        check.requireClean();
        assertThat(late).as("bytes that waited for the stopped process").isGreaterThan(LATE);
        assertThat(events).noneMatch(SessionReset.class::isInstance);
    }

    /** Stops it until the client has given it up and failed to come back. */
    private long stop(ServerProcess server, FaultProxy proxy, ResilientSession session) {
        long resumed = count(Resumed.class);
        int connection = proxy.accepted();
        server.stop();
        long before = proxy.connection(connection).toServer();
        for (int i = 0; i < LATE; i++) {
            session.getAsyncRemote().sendText(check.next("late"));
        }
        await().atMost(ofSeconds(10)).until(() -> session.state() != SessionState.OPEN);
        long retries = count(RetryScheduled.class);
        await().atMost(ofSeconds(10)).until(() -> count(RetryScheduled.class) > retries);
        long late = proxy.connection(connection).toServer() - before;
        server.cont();
        await().atMost(ofSeconds(20)).until(() -> session.isOpen() && count(Resumed.class) > resumed);
        return late;
    }

    private void moreMessages(ServerProcess server) {
        int handled = check.handledFrom("server");
        await().atMost(ofSeconds(20)).until(() -> !server.isAlive() || check.handledFrom("server") >= handled + 500);
        assertThat(server.isAlive())
                .as(() -> "it runs; it said: " + server.output())
                .isTrue();
    }

    private long count(Class<?> type) {
        return events.stream().filter(type::isInstance).count();
    }
}
