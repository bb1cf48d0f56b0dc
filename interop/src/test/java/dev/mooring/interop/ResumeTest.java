package dev.mooring.interop;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.session.ServerSession;
import dev.mooring.testkit.Direction;
import dev.mooring.testkit.FaultProxy;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.Resumed;
import dev.mooring.websocket.RetryPolicy;
import dev.mooring.websocket.SessionEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEveryServer
class ResumeTest {

    private final Traffic traffic = Traffic.begin(1);
    private final List<SessionEvent> events = new CopyOnWriteArrayList<>();
    private Host host;
    private FaultProxy proxy;
    private ResilientContainer container;
    private ResilientSession session;

    @BeforeEach
    void start() throws Exception {
        host = Host.start(Traffic.Endpoint.class);
        proxy = FaultProxy.to("127.0.0.1", host.port()).start();
        container = ResilientContainer.builder()
                .retry(RetryPolicy.exponential(ofMillis(20), ofMillis(100)).maxRetries(-1))
                .heartbeat(Heartbeat.off()) // the tests end their connections themselves
                .delivery(Delivery.resumable().whenUnsupported(Delivery.Unsupported.FAIL))
                .listener(events::add)
                .build();
        session = container.connectToServer(new Client(), Host.uri(proxy.port(), "/traffic"));
        await().until(() -> traffic.session.get() != null);
    }

    @AfterEach
    void stop() {
        container.close();
        proxy.close();
        host.close();
    }

    @Test
    void whatACutLosesInBothDirectionsIsReplayed() throws Exception {
        ServerSession server = traffic.session.get();
        for (int i = 0; i < 50; i++) {
            fromClient();
            server.getAsyncRemote().sendText(traffic.check.next("server"));
        }
        proxy.onLive().blackHole(Direction.TO_SERVER);
        proxy.onLive().blackHole(Direction.TO_CLIENT);
        Future<Void> last = null;
        for (int i = 0; i < 50; i++) {
            last = fromClient();
            server.getAsyncRemote().sendText(traffic.check.next("server"));
        }
        proxy.onLive().reset();
        last.get(10, TimeUnit.SECONDS);
        await().atMost(ofSeconds(10)).until(() -> traffic.check.handledFrom("server") >= 100);
        traffic.check.requireClean();
        assertThat(traffic.opened).containsExactly("new", "resumed");
        assertThat(events)
                .anySatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                Resumed.class,
                                resumed -> assertThat(resumed.replayed()).isGreaterThanOrEqualTo(50)));
    }

    @Test
    void whatTheOldConnectionBringsAfterATakeoverDoesNotCount() throws Exception {
        fromClient().get(10, TimeUnit.SECONDS);
        proxy.onConnection(1).stopWriting(Direction.TO_SERVER);
        for (int i = 0; i < 50; i++) {
            fromClient();
        }
        long delivered = proxy.connection(1).toServer();
        await().until(() -> proxy.connection(1).fromClient() >= delivered + 50L * "client#00".length());
        session.reconnect();
        fromClient().get(10, TimeUnit.SECONDS);
        proxy.onConnection(1).heal();
        await().until(() -> proxy.connection(1).toServer() > delivered
                || !proxy.connection(1).live());
        await().until(() -> host.connections() == 1);
        fromClient().get(10, TimeUnit.SECONDS);
        traffic.check.requireClean();
        assertThat(traffic.opened).startsWith("new", "resumed");
    }

    private Future<Void> fromClient() {
        return session.getAsyncRemote().sendText(traffic.check.next("client"));
    }
}
