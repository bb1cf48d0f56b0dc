package dev.mooring.interop;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.resume.SessionStore;
import dev.mooring.server.resume.Twins;
import dev.mooring.server.session.ServerSession;
import dev.mooring.server.testing.RawClient;
import dev.mooring.testkit.FaultProxy;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryPolicy;
import dev.mooring.websocket.delivery.ResumeRequest;
import dev.mooring.websocket.delivery.ResumeResponse;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The checker finds what it is there for: each of these ways to deliver is wrong, and is seen to be. */
class CheckerProofTest {

    private final Traffic traffic = Traffic.begin(3);

    /** Takes a message for handled when it has it, and forgets with its connection what it has not handled. */
    @ServerEndpoint(value = "/hasty", configurator = Traffic.Resumable.class)
    public static final class Hasty {
        private final Queue<String> later = new ConcurrentLinkedQueue<>();

        @OnOpen
        public void open(ServerSession session) {
            Traffic.present().session.set(session);
        }

        @OnMessage
        public void message(String text) {
            later.add(text);
        }

        @OnClose
        public void close() {
            later.poll(); // it got this far with the handling
        }
    }

    @Test
    void bestEffortLoses() throws Exception {
        run("/traffic", Delivery.bestEffort());
        assertThat(traffic.check.report().lost()).isPositive();
    }

    @Test
    void acknowledgingBeforeTheHandlingIsDoneLoses() throws Exception {
        Future<Void> last = run("/hasty", Delivery.resumable());
        last.get(10, TimeUnit.SECONDS); // acknowledged, and yet:
        assertThat(traffic.check.report().lost()).isPositive();
    }

    @Test
    void theSameRunResumableIsClean() throws Exception {
        Future<Void> last = run("/traffic", Delivery.resumable());
        last.get(10, TimeUnit.SECONDS);
        traffic.check.requireClean();
    }

    private Future<Void> run(String path, Delivery delivery) throws Exception {
        try (Host host = Host.start(Traffic.Endpoint.class, Hasty.class);
                FaultProxy proxy = FaultProxy.to("127.0.0.1", host.port()).start();
                ResilientContainer container = ResilientContainer.builder()
                        .retry(RetryPolicy.exponential(ofMillis(10), ofMillis(50))
                                .maxRetries(-1))
                        .delivery(delivery)
                        .build()) {
            ResilientSession session = container.connectToServer(new Client(), Host.uri(proxy.port(), path));
            await().until(() -> traffic.session.get() != null);
            proxy.onLive().blackHole();
            for (int i = 0; i < 50; i++) {
                session.getAsyncRemote().sendText(traffic.check.next("client"));
            }
            await().until(() -> session.stats().messagesSent() >= 50); // all in the hands of the kernel
            proxy.onLive().reset();
            await().atMost(ofSeconds(10)).until(() -> proxy.accepted() > 1 && session.isOpen());
            Future<Void> last = session.getAsyncRemote().sendText(traffic.check.next("client"));
            last.get(10, TimeUnit.SECONDS);
            return last;
        }
    }

    @Test
    void aTokenRaceThatIsNotHandledRepeats() throws Exception {
        race(new Twins());
        assertThat(traffic.check.report().repeated()).isPositive();
    }

    @Test
    void aTokenRaceThatIsHandledDoesNot() throws Exception {
        race(SessionStore.inMemory());
        traffic.check.requireClean();
    }

    /** Two connections resume a session with the same token, and both bring the same messages. */
    private void race(SessionStore store) throws Exception {
        try (Host host = Host.start(store, Traffic.Endpoint.class)) {
            ResumeResponse first;
            try (RawClient client = resume(host, "1")) {
                first = ResumeResponse.parse(client.header(ResumeRequest.HEADER));
                await().until(() -> traffic.opened.size() == 1); // a client that is gone before never was there
            }
            String same = new ResumeRequest(first.id(), first.token(), 0, 0).format();
            try (RawClient one = resume(host, same);
                    RawClient two = resume(host, same)) {
                for (RawClient each : List.of(one, two)) {
                    ResumeResponse answer = ResumeResponse.parse(each.header(ResumeRequest.HEADER));
                    assertThat(answer.resumed()).isTrue();
                    assertThat(answer.received()).isZero();
                }
                await().until(() -> traffic.opened.size() >= 2);
                List<String> messages = Stream.generate(() -> traffic.check.next("client"))
                        .limit(10)
                        .toList();
                for (RawClient each : List.of(one, two)) {
                    send(each, messages);
                }
                await().until(() -> traffic.check.handledFrom("client") >= 10);
            }
            await().atMost(ofSeconds(10)).until(() -> host.connections() == 0);
        }
    }

    private static RawClient resume(Host host, String header) throws Exception {
        RawClient client = RawClient.upgrade(host.port(), "/traffic", ResumeRequest.HEADER + ": " + header);
        assertThat(client.isOpen()).isTrue();
        return client;
    }

    /** All of them, then a close frame; one that is not wanted may find its connection gone by then. */
    private static void send(RawClient client, List<String> messages) throws IOException {
        try {
            for (String message : messages) {
                client.text(message);
            }
            client.close(4000);
            client.readCloseCode();
        } catch (SocketException fencedOff) {
            // its connection is closed already
        }
    }
}
