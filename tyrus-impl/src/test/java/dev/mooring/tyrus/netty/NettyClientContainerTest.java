package dev.mooring.tyrus.netty;

import static dev.mooring.tyrus.netty.ClientFixture.Heard.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections of Tyrus's own client on our Netty: messages, their end, and what stays behind. */
class NettyClientContainerTest extends ClientFixture {

    private static final int LARGE = 1 << 20;

    private Peer connect() throws Exception {
        Future<Session> session = connecting();
        Peer peer = Peer.accept(server).upgrade();
        result(session);
        return peer;
    }

    @Test
    void messagesGoThereAndBack() throws Exception {
        Server tyrus = new Server("127.0.0.1", -1, "/", Map.of(), Echo.class);
        tyrus.start();
        Answers answers = new Answers();
        try (Session session =
                client.connectToServer(answers, URI.create("ws://127.0.0.1:" + tyrus.getPort() + "/echo"))) {
            byte[] data = new byte[LARGE];
            data[LARGE - 1] = 1;
            session.getBasicRemote().sendText("wörd");
            session.getBasicRemote().sendText("in ", false);
            session.getBasicRemote().sendText("parts", true);
            session.getBasicRemote().sendBinary(ByteBuffer.wrap(data));

            assertThat(next(answers.heard)).isEqualTo("wörd");
            assertThat(next(answers.heard)).isEqualTo("in parts");
            assertThat(next(answers.heard)).isEqualTo(ByteBuffer.wrap(data));
        } finally {
            tyrus.stop();
        }
    }

    @Test
    void theEndpointRunsOnThreadsThatMayBlock() throws Exception {
        try (Peer peer = connect()) {
            peer.send(Frame.of(0x81, "one")).send(Frame.close(1000, ""));
            next(heard.closes);
        }
        assertThat(heard.threads).hasSize(3).allMatch(name -> name.startsWith("mooring-tyrus-client-handler"));
    }

    @Test
    void oneEndpointThatBlocksHoldsUpNoOther() throws Exception {
        Blocked blocked = new Blocked();
        Future<Session> stuck = connecting(() -> client.connectToServer(blocked, Peer.uri(server)));
        try (Peer first = Peer.accept(server).upgrade()) {
            result(stuck);
            first.send(Frame.of(0x81, "block"));
            blocked.reached.await(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS);
            for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) { // each event loop has one
                try (Peer other = connect()) {
                    other.send(Frame.of(0x81, "free"));
                    assertThat(next(heard.texts)).isEqualTo("free");
                }
            }
        } finally {
            blocked.free.countDown();
        }
    }

    @Test
    void pingsAreAnsweredWhileTheEndpointBlocks() throws Exception {
        Blocked blocked = new Blocked();
        Future<Session> stuck = connecting(() -> client.connectToServer(blocked, Peer.uri(server)));
        try (Peer peer = Peer.accept(server).upgrade()) {
            result(stuck);
            peer.send(Frame.of(0x81, "block"));
            blocked.reached.await(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS);
            peer.send(Frame.of(0x89, "there?"));
            Frame pong = peer.frame();
            assertThat(pong.first()).isEqualTo(0x8A);
            assertThat(pong.text()).isEqualTo("there?");
        } finally {
            blocked.free.countDown();
        }
    }

    /** An Error is none of the failures that are taken for the handler's own. */
    @Test
    void aSendHandlerThatThrowsHoldsUpNoOther() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        Future<Session> connecting = connecting();
        try (Peer ignored = Peer.accept(server).upgrade();
                Session session = result(connecting)) {
            session.getAsyncRemote().sendText("a", result -> {
                throw new AssertionError("thrown by a test");
            });
            session.getAsyncRemote().sendText("b", result -> told.countDown());
            assertThat(told.await(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aCloseOfThePeerIsHeardAndAnswered() throws Exception {
        try (Peer peer = connect()) {
            peer.send(Frame.close(4001, "bye"));
            CloseReason reason = next(heard.closes);
            assertThat(reason.getCloseCode().getCode()).isEqualTo(4001);
            assertThat(reason.getReasonPhrase()).isEqualTo("bye");
            assertThat(peer.frame().closeCode()).isEqualTo(4001);
            assertThat(peer.in.read()).as("the connection has ended").isEqualTo(-1);
        }
        assertThat(heard.closes).as("told again").isEmpty();
    }

    @Test
    void aCloseOfOursWaitsForThePeersAnswer() throws Exception {
        Future<Session> session = connecting();
        try (Peer peer = Peer.accept(server).upgrade()) {
            result(session).close(new CloseReason(CloseCodes.GOING_AWAY, "leaving"));
            assertThat(peer.frame().closeCode()).isEqualTo(1001);
            peer.send(Frame.close(1001, ""));
            assertThat(peer.in.read()).isEqualTo(-1);
            assertThat(next(heard.closes).getCloseCode()).isEqualTo(CloseCodes.GOING_AWAY);
        }
    }

    @Test
    void aConnectionThatBreaksIsHeardOfOnce() throws Exception {
        Future<Session> session = connecting();
        try (Peer peer = Peer.accept(server).upgrade()) {
            result(session);
            peer.socket.setSoLinger(true, 0); // a reset
        }
        assertThat(next(heard.closes).getCloseCode()).isEqualTo(CloseCodes.CLOSED_ABNORMALLY);
        assertThat(result(session).isOpen()).isFalse();
        try (Peer next = connect()) { // by when a second word would have come
            next.send(Frame.close(1000, ""));
            assertThat(next(heard.closes).getCloseCode()).isEqualTo(CloseCodes.NORMAL_CLOSURE);
        }
        assertThat(heard.closes).isEmpty();
    }

    @Test
    void aFrameLargerThanTheBufferIsRefusedByItsHeader() throws Exception {
        property(ClientProperties.INCOMING_BUFFER_SIZE, 1000);
        try (Peer peer = connect()) {
            peer.send(Frame.of(0x82, new byte[900]));
            peer.send(Frame.withLength(0x82, 1001, new byte[0]));
            assertThat(peer.frame().closeCode()).isEqualTo(1009);
            assertThat(next(heard.closes).getCloseCode()).isEqualTo(CloseCodes.TOO_BIG);
        }
    }

    @Test
    void aRuleThatThePeerBreaksEndsTheConnection() throws Exception {
        try (Peer peer = connect()) {
            peer.send(Frame.of(0x81, new byte[] {(byte) 0xFF})).send(Frame.of(0x81, "too late"));
            assertThat(peer.frame().closeCode()).isEqualTo(1007);
            assertThat(next(heard.closes).getCloseCode()).isEqualTo(CloseCodes.NOT_CONSISTENT);
            peer.send(Frame.close(1007, ""));
            assertThat(peer.in.read()).isEqualTo(-1);
        }
        assertThat(heard.texts).isEmpty();
    }

    @Test
    void aMaskedFrameEndsTheConnection() throws Exception {
        try (Peer peer = connect()) {
            peer.send(Frame.masked(0x89, new byte[] {1}, new byte[4]));
            assertThat(peer.frame().closeCode()).isEqualTo(1002);
            assertThat(next(heard.closes).getCloseCode()).isEqualTo(CloseCodes.PROTOCOL_ERROR);
        }
    }

    /** 20 MB, of which neither the buffers of the sockets nor what may wait hold the most. */
    @Test
    void aPeerIsHeldUpWhileTheEndpointBlocks() throws Exception {
        Blocked blocked = new Blocked();
        Future<Session> stuck = connecting(() -> client.connectToServer(blocked, Peer.uri(server)));
        try (Peer peer = Peer.accept(server).upgrade()) {
            result(stuck);
            int messages = 20_000;
            byte[] message = Frame.of(0x81, "x".repeat(1000));
            CountDownLatch written = new CountDownLatch(1);
            Thread flood = new Thread(() -> {
                try {
                    for (int i = 0; i < messages; i++) {
                        peer.send(message);
                    }
                    written.countDown();
                } catch (java.io.IOException e) {
                    // the test is over
                }
            });
            flood.start();
            blocked.reached.await(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(written.await(1, TimeUnit.SECONDS)).as("all is read").isFalse();
            blocked.free.countDown();
            assertThat(written.await(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            await().atMost(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS).until(() -> blocked.heard.size() == messages);
        } finally {
            blocked.free.countDown();
        }
    }

    @Test
    void eventLoopsEndWithoutConnectionsAndComeAgain() throws Exception {
        await().until(() -> loops().isEmpty()); // another test's have ended, too
        for (int i = 0; i < 3; i++) {
            try (Peer peer = connect()) {
                assertThat(loops()).isNotEmpty();
                peer.send(Frame.of(0x81, "again"));
                assertThat(next(heard.texts)).isEqualTo("again");
            }
            next(heard.closes);
            await().until(() -> loops().isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://nowhere.invalid/", "ws://127.0.0.1:1/"})
    void eventLoopsEndAfterAnAttemptThatFails(URI uri) throws Exception {
        await().until(() -> loops().isEmpty());
        try (Peer peer = connect()) {
            assertThat(failure(connecting(uri))).isInstanceOf(DeploymentException.class);
            peer.send(Frame.close(1000, ""));
            next(heard.closes);
        }
        await().until(() -> loops().isEmpty());
    }

    @Test
    void eventLoopsEndAfterAnAttemptThatNeverBegan() throws Exception {
        await().until(() -> loops().isEmpty());
        try (Peer peer = connect()) {
            assertThat(failure(connecting(URI.create("ws://no_host/")))).isInstanceOf(DeploymentException.class);
            assertThat(loops()).isNotEmpty();
        }
        await().until(() -> loops().isEmpty());
    }

    @Test
    void eventLoopsStayWhileThereIsAConnection() throws Exception {
        try (Peer stays = connect()) {
            connect().close();
            next(heard.closes);
            stays.send(Frame.of(0x81, "still here"));
            assertThat(next(heard.texts)).isEqualTo("still here");
        }
    }

    @Test
    @Timeout(60)
    void eventLoopsStayWhileConnectionsComeWithinTheIdleTime() throws Exception {
        long idle = TimeUnit.SECONDS.toNanos(1);
        property(ClientProperties.SHARED_CONTAINER_IDLE_TIMEOUT, 1);
        await().until(() -> loops().isEmpty());
        Set<Thread> first = Set.of();
        long since = System.nanoTime();
        for (long before = since, now = since; now - since < 2 * idle; ) {
            long begun = System.nanoTime();
            connect().close();
            next(heard.closes);
            now = System.nanoTime();
            if (first.isEmpty() || now - before >= idle) { // this machine is so slow that they may have ended
                first = loops();
                since = now;
            }
            assertThat(first).allMatch(Thread::isAlive);
            before = begun;
        }
    }

    private static Set<Thread> loops() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("mooring-tyrus-client-netty"))
                .collect(Collectors.toSet());
    }

    /** Sends back what it hears. */
    @ServerEndpoint("/echo")
    public static final class Echo {
        @OnMessage
        public String text(String text) {
            return text;
        }

        @OnMessage(maxMessageSize = 2 * LARGE)
        public ByteBuffer binary(ByteBuffer data) {
            return data;
        }
    }

    @ClientEndpoint
    public static final class Answers {
        final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

        @OnMessage
        public void text(String text) {
            heard.add(text);
        }

        @OnMessage(maxMessageSize = 2 * LARGE)
        public void binary(ByteBuffer data) {
            heard.add(data);
        }
    }

    /** Handles no more than its first message until it is freed. */
    @ClientEndpoint
    public static final class Blocked {
        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch free = new CountDownLatch(1);
        final BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();

        @OnMessage
        public void text(String text) throws InterruptedException {
            reached.countDown();
            free.await(2 * Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS);
            heard.add(text.getBytes(StandardCharsets.UTF_8).length);
        }
    }
}
