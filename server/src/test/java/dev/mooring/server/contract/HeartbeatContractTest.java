package dev.mooring.server.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.websocket.Heartbeat;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatContractTest extends ServerContract {

    static final Duration INTERVAL = Duration.ofMillis(300);
    static final Duration TIMEOUT = Duration.ofMillis(1000);
    static final BlockingQueue<String> CLOSED = new LinkedBlockingQueue<>();

    public static class Beating extends Open {
        public Beating() {
            super(options().heartbeat(Heartbeat.ping().every(INTERVAL).timeout(TIMEOUT)));
        }
    }

    public static class Asking extends Open {
        public Asking() {
            super(options()
                    .heartbeat(Heartbeat.message("are you there?")
                            .reply("yes"::equals)
                            .every(INTERVAL)
                            .timeout(TIMEOUT)));
        }
    }

    public static class Echo {
        @OnMessage
        public String echo(String text) throws InterruptedException {
            if (text.equals("busy")) {
                // longer than interval and timeout; nobody ever counts it down
                new CountDownLatch(1).await(1600, TimeUnit.MILLISECONDS);
            }
            return text;
        }

        @OnClose
        public void close(CloseReason reason) {
            CLOSED.add(reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
        }
    }

    @ServerEndpoint(value = "/beating", configurator = Beating.class)
    public static class BeatingEcho extends Echo {}

    @ServerEndpoint(value = "/asking", configurator = Asking.class)
    public static class AskingEcho extends Echo {}

    @Override
    Deployment deployment() {
        return Deployment.of(BeatingEcho.class, AskingEcho.class);
    }

    @BeforeEach
    void forget() {
        CLOSED.clear();
    }

    @Test
    void aClientThatAnswersNoPingIsClosed() throws Exception {
        long start = System.nanoTime();
        try (RawClient client = connect("/beating")) {
            assertThat(CLOSED.poll(30, TimeUnit.SECONDS)).isEqualTo("1006 heartbeat timeout");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(INTERVAL.plus(TIMEOUT));
            assertThat(binding("/beating").guard().connections()).isZero();
            assertThat(client.read().opcode()).isEqualTo(RawClient.PING);
            assertThat(client.readCloseCode()).isEqualTo(1001);
        }
    }

    @Test
    void aClientThatAnswersPingsStays() throws Exception {
        try (RawClient client = connect("/beating")) {
            for (int i = 0; i < 4; i++) {
                RawClient.Frame ping = client.read();
                assertThat(ping.opcode()).isEqualTo(RawClient.PING);
                client.frame(RawClient.PONG, true, ping.payload());
            }
            client.text("still here");
            assertThat(client.readText()).isEqualTo("still here");
        }
    }

    /** No ping is answered. */
    @Test
    void anyMessageIsLife() throws Exception {
        try (RawClient client = connect("/beating")) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1600);
            while (System.nanoTime() < end) {
                client.text("m");
                RawClient.Frame frame = client.read();
                while (frame.opcode() == RawClient.PING) {
                    frame = client.read();
                }
                assertThat(frame.text()).isEqualTo("m");
            }
            assertThat(CLOSED).isEmpty();
        }
    }

    @Test
    void aBusyEndpointIsNoDeadClient() throws Exception {
        try (RawClient client = connect("/beating")) {
            client.text("busy");
            assertThat(client.readText()).isEqualTo("busy");
            assertThat(CLOSED).isEmpty();
        }
    }

    @Test
    void applicationPingsAreAnsweredBeforeTheEndpoint() throws Exception {
        try (RawClient client = connect("/asking")) {
            client.text("{\"type\":\"ping\"}");
            assertThat(client.readText()).isEqualTo("{\"type\":\"pong\"}");
            client.text(" { \"type\" : \"ping\" } ");
            assertThat(client.readText()).isEqualTo("{\"type\":\"pong\"}");
            client.frame(RawClient.TEXT, false, "{\"type\":".getBytes(UTF_8));
            client.frame(RawClient.CONTINUATION, true, "\"ping\"}".getBytes(UTF_8));
            assertThat(client.readText()).isEqualTo("{\"type\":\"pong\"}");
            client.text("{\"type\":\"ping\",\"x\":1}");
            assertThat(client.readText()).isEqualTo("{\"type\":\"ping\",\"x\":1}");
        }
    }

    @Test
    void messageHeartbeatsAreAnsweredByTheirReplyWhichTheEndpointDoesNotSee() throws Exception {
        try (RawClient client = connect("/asking")) {
            for (int i = 0; i < 2; i++) {
                assertThat(client.readText()).isEqualTo("are you there?");
                client.text("yes");
            }
            client.text("done");
            assertThat(client.readText()).isEqualTo("done");
            assertThat(client.readText()).isEqualTo("are you there?");
            await().until(() -> !CLOSED.isEmpty());
            assertThat(CLOSED.poll()).isEqualTo("1006 heartbeat timeout");
        }
    }
}
