package dev.mooring.tyrus;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Pongs wait behind a handler that works, so a busy application must not be taken for a dead peer. */
class BusyHandlerTest {

    private static final Heartbeat PING = Heartbeat.ping().every(ofMillis(400)).timeout(ofMillis(600));

    @Test
    void aHandlerLongerThanIntervalAndTimeoutLosesNothing() throws Exception {
        Worker worker = new Worker(new CountDownLatch(1));
        try (EchoServer server = EchoServer.start();
                ResilientContainer container = Quick.container().heartbeat(PING).build();
                ResilientSession session = container.connectToServer(worker, server.uri())) {
            session.getBasicRemote().sendText("work");
            session.getBasicRemote().sendText("after");
            await().until(() -> worker.begun.getCount() == 0);
            await().during(ofMillis(2200)).atMost(ofSeconds(4)).until(session::isOpen);
            worker.finish.countDown();
            await().until(() -> worker.done.size() == 2);
            await().during(ofMillis(1200)).atMost(ofSeconds(3)).until(session::isOpen);
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
            await().during(ofMillis(2200)).atMost(ofSeconds(4)).until(idle::isOpen);
            finish.countDown();
            await().during(ofMillis(1200)).atMost(ofSeconds(3)).until(idle::isOpen);
            assertThat(idle.stats().connectionsOpened()).isEqualTo(1);
            assertThat(sessions).allMatch(session -> session.stats().connectionsOpened() == 1);
        }
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
            if (!finish.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let the handler finish");
            }
            done.add(task);
        }
    }
}
