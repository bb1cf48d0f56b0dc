package dev.mooring.server.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.session.ServerSession;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.LogRecorder;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import dev.mooring.websocket.dispatch.AnnotatedEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionContractTest extends ServerContract {

    static final List<String> EVENTS = new CopyOnWriteArrayList<>();
    static final AtomicInteger INSIDE = new AtomicInteger();
    static final AtomicInteger OVERLAPS = new AtomicInteger();

    @ServerEndpoint(value = "/echo", configurator = Open.class)
    public static class Echo {

        @OnOpen
        public void open(Session session) {
            enter();
        }

        @OnMessage
        public @Nullable String text(String text, Session session) throws IOException {
            enter();
            switch (text) {
                case "close" -> {
                    session.close(new CloseReason(CloseReason.CloseCodes.GOING_AWAY, "bye\r\n\u001b[31mred"));
                    return null;
                }
                case "fail" -> throw new IllegalArgumentException("told to");
                case "basic" -> {
                    session.getBasicRemote().sendText("a ", false);
                    session.getBasicRemote().sendText("b", true);
                    return "c";
                }
                case "pong" -> session.getBasicRemote().sendPong(ByteBuffer.wrap(new byte[] {1, 2, 3}));
                case "count" -> {
                    return "sessions " + session.getOpenSessions().size();
                }
                default -> {}
            }
            return text;
        }

        @OnMessage
        public ByteBuffer binary(ByteBuffer data) {
            enter();
            return data;
        }

        @OnMessage
        public void pong(PongMessage pong) {
            EVENTS.add("pong " + pong.getApplicationData().remaining());
        }

        @OnError
        public void error(Throwable failure) {
            EVENTS.add("error " + failure.getMessage());
        }

        @OnClose
        public void close(CloseReason reason) {
            enter();
            EVENTS.add("close " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
        }

        private static void enter() {
            if (INSIDE.incrementAndGet() > 1) {
                OVERLAPS.incrementAndGet();
            }
            Thread.onSpinWait();
            INSIDE.decrementAndGet();
        }
    }

    @ServerEndpoint(value = "/room/{room}/{seat}", configurator = Open.class)
    public static class Room {
        @OnOpen
        public void open(ServerSession session, @PathParam("room") String room, @PathParam("seat") int seat) {
            session.getAsyncRemote()
                    .sendText(room + " " + seat + " "
                            + session.getPathParameters().size());
        }
    }

    @ServerEndpoint("/plain")
    public static class Plain {
        @OnMessage
        public String echo(String text, Session session) {
            return session instanceof ServerSession ? "guarded" : "plain";
        }
    }

    @Override
    Deployment deployment() {
        return Deployment.of(Echo.class, Room.class, Plain.class);
    }

    @BeforeEach
    void forget() {
        EVENTS.clear();
    }

    @Test
    void textAndBinaryMessagesEcho() throws Exception {
        try (RawClient client = connect("/echo")) {
            client.text("grüße 😀");
            assertThat(client.readText()).isEqualTo("grüße 😀");
            client.frame(RawClient.BINARY, true, new byte[] {1, 2, 3});
            assertThat(client.readData().payload()).containsExactly(1, 2, 3);
        }
    }

    /** Jetty refuses the request itself; servers that run the tests have a log of their own. */
    @Test
    void whatStandsInAPathIsNotLogged() throws Exception {
        try (LogRecorder log = new LogRecorder(AnnotatedEndpoint.class);
                RawClient client = connect("/room/a/%0d%0aforged")) {
            if (client.isOpen() && !TestServer.isHosted()) {
                await().until(() -> !log.lines().isEmpty());
            }
            assertThat(log.lines()).noneMatch(line -> line.contains("forged"));
        }
    }

    @Test
    void fragmentsAreOneMessage() throws Exception {
        try (RawClient client = connect("/echo")) {
            client.frame(RawClient.TEXT, false, "one ".getBytes(UTF_8));
            client.frame(RawClient.PING, true, new byte[0]);
            client.frame(RawClient.CONTINUATION, false, new byte[0]);
            client.frame(RawClient.CONTINUATION, true, "x".repeat(20_000).getBytes(UTF_8));
            assertThat(client.readText()).isEqualTo("one " + "x".repeat(20_000));
        }
    }

    @Test
    void messagesKeepTheirOrder() throws Exception {
        try (RawClient client = connect("/echo")) {
            for (int i = 0; i < 500; i++) {
                client.text("m" + i);
            }
            for (int i = 0; i < 500; i++) {
                assertThat(client.readText()).isEqualTo("m" + i);
            }
        }
    }

    @Test
    void blockingSendsInACallbackGoOutInOrder() throws Exception {
        try (RawClient client = connect("/echo")) {
            client.text("basic");
            assertThat(client.readText()).isEqualTo("a b");
            assertThat(client.readText()).isEqualTo("c");
        }
    }

    private ServerSession theOnlySession() {
        await().until(() -> binding("/echo").openSessions() == 1);
        return binding("/echo").sessions().iterator().next();
    }

    @Test
    void nullIsAnIllegalArgumentAndNotSent() throws Exception {
        try (RawClient client = connect("/echo")) {
            RemoteEndpoint.Basic basic = theOnlySession().getBasicRemote();
            RemoteEndpoint.Async async = theOnlySession().getAsyncRemote();
            SendHandler untold = result -> EVENTS.add("told");
            List<ThrowingCallable> calls = List.of(
                    () -> basic.sendText(null),
                    () -> basic.sendText(null, false),
                    () -> basic.sendBinary(null),
                    () -> basic.sendBinary(null, false),
                    () -> basic.sendObject(null),
                    () -> basic.sendPing(null),
                    () -> basic.sendPong(null),
                    () -> async.sendText(null),
                    () -> async.sendText(null, untold),
                    () -> async.sendText("text", null),
                    () -> async.sendBinary(null),
                    () -> async.sendBinary(null, untold),
                    () -> async.sendBinary(ByteBuffer.allocate(1), null),
                    () -> async.sendObject(null),
                    () -> async.sendObject(null, untold),
                    () -> async.sendObject("object", null));
            assertThat(calls)
                    .allSatisfy(call -> assertThatIllegalArgumentException()
                            .isThrownBy(call)
                            .withMessageEndingWith("must not be null"));
            basic.sendText("the first part", true);
            assertThat(client.readText()).isEqualTo("the first part");
            assertThat(EVENTS).isEmpty();
        }
    }

    @Test
    void aStreamIntoWhichNothingIsWrittenSendsNothingAndAnEmptyWriteAnEmptyMessage() throws Exception {
        try (RawClient client = connect("/echo")) {
            RemoteEndpoint.Basic basic = theOnlySession().getBasicRemote();
            basic.getSendStream().close();
            basic.getSendWriter().close();
            try (OutputStream bytes = basic.getSendStream()) {
                bytes.write(new byte[0]);
            }
            try (Writer text = basic.getSendWriter()) {
                text.append("");
            }
            try (OutputStream bytes = basic.getSendStream()) {
                bytes.write(1);
                bytes.write(new byte[] {2, 3});
            }
            try (Writer text = basic.getSendWriter()) {
                text.write('a');
                text.append("bc");
            }
            assertThat(client.readData().payload()).isEmpty();
            assertThat(client.readText()).isEmpty();
            assertThat(client.readData().payload()).containsExactly(1, 2, 3);
            assertThat(client.readText()).isEqualTo("abc");
        }
    }

    @Test
    void aBufferThatIsSentIsReadToItsLimit() throws Exception {
        try (RawClient client = connect("/echo")) {
            RemoteEndpoint.Basic basic = theOnlySession().getBasicRemote();
            ByteBuffer message =
                    ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(1).limit(3);
            basic.sendBinary(message);
            assertThat(client.readData().payload()).containsExactly(2, 3);
            ByteBuffer ping = ByteBuffer.wrap(new byte[] {5, 6});
            basic.sendPing(ping);
            assertThat(client.read().payload()).containsExactly(5, 6);
            assertThat(List.of(message.position(), message.limit(), ping.position(), ping.limit()))
                    .containsExactly(3, 3, 2, 2);
        }
    }

    @Test
    void pongsPassBothWays() throws Exception {
        try (RawClient client = connect("/echo")) {
            client.frame(RawClient.PONG, true, new byte[20]);
            await().untilAsserted(() -> assertThat(EVENTS).containsExactly("pong 20"));
            client.text("pong");
            RawClient.Frame pong = client.read();
            assertThat(pong.opcode()).isEqualTo(RawClient.PONG);
            assertThat(pong.payload()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void whatAHandlerThrowsGoesToOnErrorAndTheSessionGoesOn() throws Exception {
        try (RawClient client = connect("/echo")) {
            client.text("fail");
            client.text("still here");
            assertThat(client.readText()).isEqualTo("still here");
            assertThat(EVENTS).containsExactly("error told to");
        }
    }

    @Test
    void ourCloseReasonIsSentWithoutControlCharacters() throws Exception {
        try (RawClient client = connect("/echo")) {
            client.text("close");
            RawClient.Frame frame = client.readData();
            while (frame.opcode() != RawClient.CLOSE) {
                frame = client.readData();
            }
            assertThat(frame.closeCode()).isEqualTo(1001);
            assertThat(frame.closeReason()).isEqualTo("bye\ufffd\ufffd\ufffd[31mred");
        }
    }

    @Test
    void thePeersCloseReasonArrivesWithoutControlCharacters() throws Exception {
        try (RawClient client = connect("/echo")) {
            byte[] reason = "\u0003\u00e8x\r\n\u001b[2Jy".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            client.frame(RawClient.CLOSE, true, reason);
            await().untilAsserted(() -> assertThat(EVENTS).containsExactly("close 1000 x\ufffd\ufffd\ufffd[2Jy"));
        }
    }

    @Test
    void aConnectionThatBreaksClosesWith1006Once() throws Exception {
        try (RawClient client = connect("/echo")) {
            client.text("hello");
            assertThat(client.readText()).isEqualTo("hello");
        }
        // the end may overtake the report that the echo was written, which then goes to @OnError: only closes count
        // here
        await().until(() -> EVENTS.stream().anyMatch(event -> event.startsWith("close")));
        assertThat(EVENTS.stream().filter(event -> event.startsWith("close")))
                .singleElement()
                .asString()
                .startsWith("close 1006");
    }

    @Test
    void openSessionsAreTheGuardedOnes() throws Exception {
        await().until(() -> server().mooring().runtime().bindings().get(0).openSessions() == 0);
        try (RawClient one = connect("/echo");
                RawClient two = connect("/echo")) {
            two.text("x");
            two.readText();
            one.text("count");
            assertThat(one.readText()).isEqualTo("sessions 2");
        }
    }

    @Test
    void callbacksOfASessionNeverOverlap() throws Exception {
        OVERLAPS.set(0);
        try (RawClient client = connect("/echo")) {
            for (int i = 0; i < 200; i++) {
                client.text("m");
                client.frame(RawClient.PONG, true, new byte[1]);
            }
            for (int i = 0; i < 200; i++) {
                client.readText();
            }
        }
        await().until(() -> EVENTS.stream().anyMatch(event -> event.startsWith("close")));
        assertThat(OVERLAPS).hasValue(0);
    }

    @Test
    void pathParametersComeFromThePathAlone() throws Exception {
        try (RawClient client = connect("/room/a%20b/7?room=evil&extra=1")) {
            assertThat(client.readText()).isEqualTo("a b 7 2");
        }
    }

    @Test
    void endpointsWithAnotherConfiguratorAreLeftAlone() throws Exception {
        try (RawClient client = connect("/plain", "Origin: https://anywhere.example")) {
            client.text("who");
            assertThat(client.readText()).isEqualTo("plain");
        }
    }
}
