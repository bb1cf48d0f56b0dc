package dev.mooring.interop;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.testkit.FaultProxy;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.Delivery.Unsupported;
import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryPolicy;
import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.SessionReset;
import dev.mooring.websocket.UnacknowledgedException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client makes of a server that has lost the session, of one that never had any, and of the end. */
class ClientDeliveryTest {

    private static final int LOST = 20;

    private final Traffic traffic = Traffic.begin(5);
    private final List<SessionEvent> events = new CopyOnWriteArrayList<>();
    private Host host;
    private FaultProxy proxy;

    /** Best effort alone. */
    public static final class Plain extends ResilientConfigurator {
        public Plain() {
            super(ServerPolicy.builder().allowAnyOrigin().build());
        }
    }

    @ServerEndpoint(value = "/plain", configurator = Plain.class)
    public static final class PlainEndpoint {
        @OnMessage
        public void message(String text) {
            Traffic.present().check.handled(text);
        }
    }

    /** Notes the sizes of binary messages. */
    @ServerEndpoint(value = "/binary", configurator = Traffic.Resumable.class)
    public static final class BinaryEndpoint {
        static final Queue<Integer> SIZES = new ConcurrentLinkedQueue<>();

        @OnMessage
        public void message(byte[] data) {
            SIZES.add(data.length);
        }
    }

    @BeforeEach
    void start() throws Exception {
        BinaryEndpoint.SIZES.clear();
        host = Host.start(Traffic.Endpoint.class, PlainEndpoint.class, BinaryEndpoint.class);
        proxy = FaultProxy.to("127.0.0.1", host.port()).start();
    }

    @AfterEach
    void stop() {
        proxy.close();
        host.close();
    }

    @Test
    void aServerThatWasRestartedHasLostTheSession() throws Exception {
        List<Future<Void>> lost = loseToAnotherServer(Delivery.resumable());
        for (Future<Void> send : lost) {
            assertThatThrownBy(() -> send.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(UnacknowledgedException.class);
        }
        assertThat(traffic.check.handledFrom("client")).isZero();
        assertReset(false);
    }

    @Test
    void whatItHadNotAcknowledgedIsSentAgain() throws Exception {
        List<Future<Void>> lost = loseToAnotherServer(Delivery.resumable().sendAgainAfterReset());
        for (Future<Void> send : lost) {
            send.get(10, TimeUnit.SECONDS);
        }
        traffic.check.requireClean();
        assertReset(true);
    }

    @Test
    void orHandedBackInOrder() throws Exception {
        List<String> back = new CopyOnWriteArrayList<>();
        loseToAnotherServer(Delivery.resumable()
                .handBackAfterReset(messages -> messages.forEach(each -> back.add(String.valueOf(each.text())))));
        await().until(() -> back.size() == LOST);
        back.forEach(traffic.check::handled);
        traffic.check.requireClean();
        assertReset(false);
    }

    /** The server swallows messages that it never acknowledges, and the next connection leads to a new one. */
    private List<Future<Void>> loseToAnotherServer(Delivery delivery) throws Exception {
        List<Future<Void>> lost = new ArrayList<>();
        try (Host second = Host.start(Traffic.Endpoint.class);
                ResilientContainer container = container(delivery, Outbox.defaults())) {
            ResilientSession session = container.connectToServer(new Client(), Host.uri(proxy.port(), "/traffic"));
            proxy.onLive().blackHole();
            for (int i = 0; i < LOST; i++) {
                lost.add(session.getAsyncRemote().sendText(traffic.check.next("client")));
            }
            await().until(() -> session.stats().messagesSent() >= LOST);
            proxy.retarget("127.0.0.1", second.port());
            proxy.onLive().reset();
            await().atMost(ofSeconds(10)).until(() -> events.stream().anyMatch(SessionReset.class::isInstance));
            for (Future<Void> send : lost) {
                await().atMost(ofSeconds(10)).until(send::isDone);
            }
        }
        return lost;
    }

    private void assertReset(boolean sentAgain) {
        assertThat(events.stream().filter(SessionReset.class::isInstance).map(SessionReset.class::cast))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.reason()).isEqualTo("unknown");
                    assertThat(event.unacknowledged()).isEqualTo(LOST);
                    assertThat(event.sentAgain()).isEqualTo(sentAgain);
                });
    }

    @Test
    void aServerWithoutResumableDeliveryGetsBestEffort() throws Exception {
        try (ResilientContainer container = container(Delivery.resumable(), Outbox.defaults())) {
            ResilientSession session = container.connectToServer(new Client(), host.uri("/plain"));
            session.getAsyncRemote().sendText(traffic.check.next("client")).get(10, TimeUnit.SECONDS);
            await().atMost(ofSeconds(10)).until(() -> traffic.check.report().isClean());
            assertThat(traffic.check.handledFrom("client")).isEqualTo(1);
        }
    }

    @Test
    void orNothingIfThatIsNotEnough() {
        try (ResilientContainer container =
                container(Delivery.resumable().whenUnsupported(Unsupported.FAIL), Outbox.defaults())) {
            assertThatThrownBy(() -> container.connectToServer(new Client(), host.uri("/plain")))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("does not speak resumable delivery");
        }
    }

    @Test
    void aCutWithinAMessageInPartsDoesNotHurt() throws Exception {
        try (ResilientContainer container = container(Delivery.resumable(), Outbox.defaults())) {
            ResilientSession session = container.connectToServer(new Client(), Host.uri(proxy.port(), "/traffic"));
            for (int cut = 0; cut < 3; cut++) {
                String text = traffic.check.next("client") + " " + "x".repeat(50_000);
                session.getBasicRemote().sendText(text.substring(0, 10_000), false);
                cut(session);
                session.getBasicRemote().sendText(text.substring(10_000), true);
            }
            try (Writer writer = session.getBasicRemote().getSendWriter()) {
                writer.write(traffic.check.next("client"));
                writer.flush();
                cut(session);
                writer.write(" and more");
            }
            session.getAsyncRemote().sendText(traffic.check.next("client")).get(10, TimeUnit.SECONDS);
        }
        assertThat(traffic.check.handledFrom("client")).isEqualTo(5);
        traffic.check.requireClean();
    }

    @Test
    void norWithinAStream() throws Exception {
        try (ResilientContainer container = container(Delivery.resumable(), Outbox.defaults())) {
            ResilientSession session = container.connectToServer(new Client(), Host.uri(proxy.port(), "/binary"));
            try (OutputStream stream = session.getBasicRemote().getSendStream()) {
                stream.write(new byte[30_000]);
                cut(session);
                stream.write(new byte[30_000]);
            }
            session.sendStream(new ByteArrayInputStream("x".repeat(40_000).getBytes(StandardCharsets.UTF_8)), 1_000)
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            proxy.onLive().reset(); // of what was sent, whatever has arrived of it
            await().atMost(ofSeconds(10)).until(() -> session.bufferedAmount() == 0);
        }
        assertThat(BinaryEndpoint.SIZES).containsExactly(60_000, 40_000);
    }

    private void cut(ResilientSession session) {
        int before = proxy.accepted();
        proxy.onLive().reset();
        await().atMost(ofSeconds(10)).until(() -> proxy.accepted() > before && session.isOpen());
    }

    @Test
    void aSmallOutboxHoldsASenderUpAndNothingIsLost() throws Exception {
        try (ResilientContainer container = container(
                Delivery.resumable(), Outbox.ofMessages(50).ofBytes(5_000).blockFor(ofSeconds(20)))) {
            ResilientSession session = container.connectToServer(new Client(), Host.uri(proxy.port(), "/traffic"));
            Future<Void> last = null;
            long most = 0;
            for (int i = 0; i < 300; i++) {
                last = session.getAsyncRemote().sendText(traffic.check.next("client") + " " + "x".repeat(i % 150));
                most = Math.max(most, session.bufferedAmount());
                if (i % 100 == 99) {
                    proxy.onLive().reset();
                }
            }
            last.get(20, TimeUnit.SECONDS);
            assertThat(most).isBetween(1_000L, 5_000L);
        }
        assertThat(traffic.check.handledFrom("client")).isEqualTo(300);
        traffic.check.requireClean();
    }

    @Test
    void closingGivesTheLastAcknowledgementItsTime() throws Exception {
        Future<Void> send;
        try (ResilientContainer container = container(Delivery.resumable(), Outbox.defaults())) {
            ResilientSession session = container.connectToServer(new Client(), host.uri("/traffic"));
            send = session.getAsyncRemote().sendText(traffic.check.next("client")); // the first is acknowledged at once
            session.close();
            session.closed().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
        send.get(0, TimeUnit.SECONDS);
        traffic.check.requireClean();
        await().atMost(ofSeconds(10)).until(() -> host.store().sessions() == 0);
    }

    @Test
    void aServerThatAcknowledgesNoMoreHoldsTheEndUpForItsTimeAlone() throws Exception {
        try (ResilientContainer container = builder(Delivery.resumable(), Outbox.defaults())
                .heartbeat(Heartbeat.off()) // neither this nor the next ends what waits
                .sendTimeout(ofMinutes(10))
                .build()) {
            ResilientSession session = container.connectToServer(new Client(), Host.uri(proxy.port(), "/traffic"));
            proxy.onLive().blackHole();
            Future<Void> send = session.getAsyncRemote().sendText("m");
            long before = System.nanoTime();
            session.close();
            session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertThat(System.nanoTime() - before)
                    .isGreaterThanOrEqualTo(ofMillis(350).toNanos());
            assertThatThrownBy(() -> send.get(1, TimeUnit.SECONDS)).hasCauseInstanceOf(UnacknowledgedException.class);
        }
    }

    private ResilientContainer container(Delivery delivery, Outbox outbox) {
        return builder(delivery, outbox).build();
    }

    private ResilientContainer.Builder builder(Delivery delivery, Outbox outbox) {
        return ResilientContainer.builder()
                .retry(RetryPolicy.exponential(ofMillis(20), ofMillis(100)).maxRetries(-1))
                .delivery(delivery)
                .outbox(outbox)
                .listener(events::add);
    }
}
