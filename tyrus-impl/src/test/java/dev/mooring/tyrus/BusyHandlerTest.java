package dev.mooring.tyrus;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Pongs wait behind a handler that works, so a busy application must not be taken for a dead peer. */
class BusyHandlerTest {

    private static final Heartbeat PING = Heartbeat.ping().every(ofMillis(300)).timeout(ofMillis(1_500));

    @Test
    void aHandlerLongerThanIntervalAndTimeoutLosesNothing() throws Exception {
        Worker worker = new Worker(new CountDownLatch(1));
        try (EchoServer server = EchoServer.start();
                ResilientContainer container = Quick.container().heartbeat(PING).build();
                ResilientSession session = container.connectToServer(worker, server.uri())) {
            session.getBasicRemote().sendText("work");
            session.getBasicRemote().sendText("after");
            await().until(() -> worker.begun.getCount() == 0);
            await().during(ofMillis(2300)).until(session::isOpen);
            worker.finish.countDown();
            await().until(() -> worker.done.size() == 2);
            awaitPongs(List.of(session));
            assertThat(session.stats().connectionsOpened()).isEqualTo(1);
        }
    }

    @Test
    void manyBusyHandlersDoNotStarveTheHeartbeatOfOtherSessions() throws Exception {
        CountDownLatch finish = new CountDownLatch(1);
        int busy = 2 * Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
        try (EchoServer server = EchoServer.start();
                ResilientContainer container = Quick.container().heartbeat(PING).build()) {
            List<ResilientSession> sessions = new ArrayList<>();
            for (int i = 0; i < busy; i++) {
                sessions.add(container.connectToServer(new Worker(finish), server.uri()));
            }
            ResilientSession idle = container.connectToServer(new Recorder(), server.uri());
            for (ResilientSession session : sessions) {
                session.getBasicRemote().sendText("work");
            }
            await().during(ofMillis(2300)).until(idle::isOpen);
            finish.countDown();
            awaitPongs(List.of(idle));
            awaitPongs(sessions);
            assertThat(idle.stats().connectionsOpened()).isEqualTo(1);
            assertThat(sessions).allMatch(session -> session.stats().connectionsOpened() == 1);
        }
    }

    /** The next one: then the heartbeat has got over what was, on this connection or another. */
    private static void awaitPongs(List<ResilientSession> sessions) {
        Map<ResilientSession, Optional<Duration>> before =
                sessions.stream().collect(Collectors.toMap(session -> session, BusyHandlerTest::roundTrip));
        await().until(() ->
                sessions.stream().noneMatch(session -> roundTrip(session).equals(before.get(session))));
    }

    private static Optional<Duration> roundTrip(ResilientSession session) {
        return Optional.ofNullable(session.stats().smoothedRoundTrip());
    }

    @ClientEndpoint
    public static class Worker {
        final CountDownLatch begun = new CountDownLatch(1);
        final List<String> done = new ArrayList<>();
        final CountDownLatch finish;

        Worker(CountDownLatch finish) {
            this.finish = finish;
        }

        @OnMessage
        public void work(String task) throws InterruptedException {
            begun.countDown();
            if (!finish.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let the handler finish");
            }
            done.add(task);
        }
    }
}
