package dev.mooring.interop;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.drain.Drain;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.policy.SlowConsumer;
import dev.mooring.server.session.ServerSession;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryPolicy;
import dev.mooring.websocket.SessionReset;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * One node drains to another, which knows nothing of its sessions, while all clients and the server send. What was
 * acknowledged was handled, and of everything else its sender hears. The clients are on Netty: on Grizzly the last
 * acknowledgement goes unread when a write fails before. {@code -Dmooring.drain.sessions=1000} for more of them.
 */
@OnEveryServer
class DrainDeliveryTest {

    private static final int SESSIONS = Integer.getInteger("mooring.drain.sessions", 40);
    private static final Duration WINDOW = ofMillis(Math.max(1500, SESSIONS * 10L));
    private static final int UNDER_WAY = 20;
    private static final Books BOOKS = new Books(1); // containers make endpoints themselves

    public static final class Resumable extends ResilientConfigurator {
        public Resumable() {
            super(ServerPolicy.builder()
                    .allowAnyOrigin()
                    .slowConsumer(SlowConsumer.disconnectAfter(16 << 20))
                    .delivery(Delivery.resumable())
                    .build());
        }
    }

    /** Answers each message with one of its own. */
    @ServerEndpoint(value = "/drained", configurator = Resumable.class)
    public static final class Drained {

        @OnMessage
        public void message(String text, ServerSession session) {
            BOOKS.handled(text);
            String answer = BOOKS.next("server-" + session.getId());
            session.getAsyncRemote().sendText(answer, BOOKS.ending(answer, () -> {}));
        }
    }

    @ClientEndpoint
    public static final class Reader {

        @OnMessage
        public void message(String text) {
            BOOKS.handled(text);
        }
    }

    /** One client that has so many messages under way. */
    private record Sender(String name, ResilientSession session, Semaphore window) {

        void sendIfRoom() {
            if (window.tryAcquire()) {
                String message = BOOKS.next(name);
                session.getAsyncRemote().sendText(message, BOOKS.ending(message, window::release));
            }
        }
    }

    private volatile boolean stopped;

    @Test
    void noAcknowledgedMessageIsLostInEitherDirection() throws Exception {
        Queue<SessionReset> resets = new ConcurrentLinkedQueue<>();
        try (Host old = Host.start(Drained.class);
                Host other = Host.start(Drained.class);
                ResilientContainer container = ResilientContainer.builder()
                        .transport("netty")
                        .retry(RetryPolicy.exponential(ofMillis(20), ofMillis(200))
                                .maxRetries(-1))
                        .delivery(Delivery.resumable().whenUnsupported(Delivery.Unsupported.FAIL))
                        .listener(event -> {
                            if (event instanceof SessionReset reset) {
                                resets.add(reset);
                            }
                        })
                        .build()) {
            List<Sender> senders = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                ResilientSession session =
                        container.connectToServer(new Reader(), List.of(old.uri("/drained"), other.uri("/drained")));
                senders.add(new Sender("client-" + i, session, new Semaphore(UNDER_WAY)));
            }
            assertThat(old.store().sessions()).isEqualTo(SESSIONS);
            Thread pump = new Thread(() -> pump(senders), "pump");
            pump.start();
            awaitMore();

            old.server()
                    .mooring()
                    .drain(Drain.over(WINDOW).retryAfter(ofMillis(50)).to(other.uri("/drained")))
                    .toCompletableFuture()
                    .get(WINDOW.toMillis() + 30_000, TimeUnit.MILLISECONDS);
            await().atMost(ofSeconds(30)).until(() -> resets.size() == SESSIONS);
            awaitMore();
            stopped = true;
            pump.join();
            await().atMost(ofSeconds(30)).until(() -> BOOKS.ended() == BOOKS.sent());

            System.out.printf(
                    "drain of %d sessions: %d messages sent, unacknowledged %d of the clients' (%d of them handled), "
                            + "%d of the server's (%d handled)%n",
                    SESSIONS,
                    BOOKS.sent(),
                    BOOKS.failed("client"),
                    BOOKS.inDoubt("client"),
                    BOOKS.failed("server"),
                    BOOKS.inDoubt("server"));
            BOOKS.requireBalance();
            assertThat(resets).allMatch(reset -> reset.reason().equals("unknown") && !reset.sentAgain());
            assertThat(resets.stream().mapToLong(SessionReset::unacknowledged).sum())
                    .as("clients are told of each message that was not acknowledged")
                    .isEqualTo(BOOKS.failed("client"));
            assertThat(BOOKS.inDoubt("client"))
                    .as("handled, but not acknowledged")
                    .isZero();
            assertThat(old.store().sessions())
                    .as("sessions kept where nobody can come back to")
                    .isZero();
            assertThat(other.store().sessions()).isEqualTo(SESSIONS);
        }
    }

    private void pump(List<Sender> senders) {
        while (!stopped) {
            senders.forEach(Sender::sendIfRoom);
            Trouble.pause(5);
        }
    }

    /** Every client has sent some more, and has been answered. */
    private void awaitMore() {
        int target = BOOKS.ended() + SESSIONS * 50;
        await().atMost(ofSeconds(60)).until(() -> BOOKS.ended() > target);
    }
}
