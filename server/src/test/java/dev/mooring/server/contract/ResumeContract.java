package dev.mooring.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.auth.FirstMessageAuth;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.policy.SlowConsumer;
import dev.mooring.server.resume.SessionStore;
import dev.mooring.server.session.ServerSession;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.SendOptions;
import dev.mooring.websocket.delivery.Ack;
import dev.mooring.websocket.delivery.ResumeRequest;
import dev.mooring.websocket.delivery.ResumeResponse;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;

/** Speaks the protocol of docs/delivery.md by hand, rightly and wrongly. */
abstract class ResumeContract extends ServerContract {

    static final Queue<String> HANDLED = new ConcurrentLinkedQueue<>();
    static final Queue<Boolean> ENDS = new ConcurrentLinkedQueue<>(); // of the sends of a session that closes
    static final AtomicReference<ServerSession> COUNTING = new AtomicReference<>(); // the last that was told to count
    static final AtomicReference<CountDownLatch> HOLD = new AtomicReference<>(new CountDownLatch(0));
    private static final String BIG = "x".repeat(100_000);
    private static final Duration WINDOW = Duration.ofMinutes(1);

    public static final class Resumable extends ResilientConfigurator {
        public Resumable() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .authenticate(request -> principal(request.header("User")))
                    .slowConsumer(SlowConsumer.disconnectAfter(1 << 20))
                    .delivery(Delivery.resumable().window(WINDOW))
                    .build());
        }
    }

    private static Principal principal(String name) {
        return name == null ? null : () -> name;
    }

    @ServerEndpoint(value = "/resume/{room}", configurator = Resumable.class)
    public static final class Room {

        @OnMessage
        public void message(String text, ServerSession session) throws InterruptedException, IOException {
            HANDLED.add(text);
            switch (text) {
                case "hold" -> HOLD.get().await(60, TimeUnit.SECONDS);
                case "join" -> {
                    session.topics().topic("news").join(session);
                    session.getUserProperties().put("name", "kept");
                }
                case "who" ->
                    session.getAsyncRemote()
                            .sendText(session.isResumed() + " "
                                    + session.getUserProperties().get("name"));
                case "bye" -> {
                    for (int i = 1; i <= 20; i++) {
                        session.getAsyncRemote().sendText("last " + i, result -> ENDS.add(result.isOK()));
                    }
                    session.close(new CloseReason(CloseReason.CloseCodes.SERVICE_RESTART, "bye"));
                    HANDLED.add("bye, after the close");
                }
                case "count" -> {
                    COUNTING.set(session);
                    countInOneBuffer(session);
                }
                case "flood" -> {
                    for (int i = 0; i < 20; i++) {
                        session.send(BIG, SendOptions.NONE);
                    }
                }
                default -> {
                    if (!text.startsWith("quiet")) {
                        session.getAsyncRemote().sendText("echo " + text);
                    }
                }
            }
        }
    }

    /** Each number as it is in the buffer when the blocking send is called, and no longer when that has returned. */
    static void countInOneBuffer(ServerSession session) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES);
        for (int i = 1; i <= 3; i++) {
            session.getBasicRemote().sendBinary(buffer.clear().putInt(i).flip());
        }
    }

    /** For what the tick does when the window is over. */
    public static final class Brief extends ResilientConfigurator {
        public Brief() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .authenticate(request -> principal(request.header("User")))
                    .delivery(Delivery.resumable().window(Duration.ofSeconds(1)))
                    .build());
        }
    }

    @ServerEndpoint(value = "/brief", configurator = Brief.class)
    public static final class Passing {
        @OnMessage
        public String message(String text) {
            return "echo " + text;
        }
    }

    /** One connection for each principal. */
    public static final class Single extends ResilientConfigurator {
        public Single() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .authenticate(request -> principal(request.header("User")))
                    .maxConnectionsPerPrincipal(1)
                    .delivery(Delivery.resumable().window(WINDOW))
                    .build());
        }
    }

    @ServerEndpoint(value = "/single", configurator = Single.class)
    public static final class Alone {
        @OnMessage
        public String message(String text) {
            return "alone with " + text;
        }
    }

    /** The same, but who it is says the first message. */
    public static final class SingleLater extends ResilientConfigurator {
        public SingleLater() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .authenticateFirstMessage(
                            FirstMessageAuth.of(ResumeContract::principal).replyWith("welcome"))
                    .maxConnectionsPerPrincipal(1)
                    .delivery(Delivery.resumable().window(WINDOW))
                    .build());
        }
    }

    @ServerEndpoint(value = "/single/later", configurator = SingleLater.class)
    public static final class AloneLater {
        @OnMessage
        public String message(String text) {
            return "alone with " + text;
        }
    }

    @Override
    Deployment deployment() {
        return Deployment.of(Room.class, Passing.class, Alone.class, AloneLater.class);
    }

    @AfterEach
    void forget() {
        HOLD.get().countDown();
        awaitExpiry();
        assertThat(store().bytes()).as("bytes kept for sessions that are gone").isZero();
        HANDLED.clear();
        ENDS.clear();
    }

    /** Without waiting for so long: each window is over that has begun, or begins as a connection ends. */
    void awaitExpiry() {
        await().pollDelay(Duration.ZERO).atMost(Duration.ofSeconds(30)).until(() -> {
            store().expire(server().mooring().runtime().ticker().nanos() + 2 * WINDOW.toNanos());
            return store().sessions() == 0;
        });
    }

    SessionStore store() {
        return server().mooring().runtime().desk().store();
    }

    RawClient open(String header) throws IOException {
        return open(header, "alice", "/resume/1");
    }

    RawClient open(String header, String user, String path) throws IOException {
        return connect(path, "User: " + user, ResumeRequest.HEADER + ": " + header);
    }

    static ResumeResponse answer(RawClient client) throws Exception {
        assertThat(client.isOpen()).isTrue();
        return ResumeResponse.parse(client.header(ResumeRequest.HEADER));
    }

    static String resume(ResumeResponse last, long got) {
        return new ResumeRequest(last.id(), last.token(), got, got).format();
    }

    static void acknowledge(RawClient client, long processed, long sent) throws IOException {
        client.frame(RawClient.PONG, true, new Ack(processed, sent).payload().array());
    }

    static Ack readAck(RawClient client) throws Exception {
        while (true) {
            RawClient.Frame frame = client.read();
            if (frame.opcode() == RawClient.PONG) {
                Ack ack = Ack.read(ByteBuffer.wrap(frame.payload()));
                if (ack != null) {
                    return ack;
                }
            }
        }
    }

    /** Ends the connection as a network does, and waits until the server has noticed. */
    void lose(RawClient client) throws IOException {
        client.close();
        await().until(() ->
                server().mooring().runtime().bindings().stream().allMatch(each -> each.openSessions() == 0));
    }

    void assertRefused(String header, String user, String path, String reason) throws Exception {
        try (RawClient client = open(header, user, path)) {
            ResumeResponse answer = answer(client);
            assertThat(answer.resumed()).as(reason).isFalse();
            assertThat(answer.reset().word()).isEqualTo(reason);
            assertThat(answer.received()).isZero();
            client.close(1000);
            client.readCloseCode();
        }
    }
}
