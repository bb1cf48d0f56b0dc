package dev.mooring.interop;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.session.ServerSession;
import dev.mooring.testkit.DeliveryCheck;
import dev.mooring.testkit.FaultProxy;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryPolicy;
import dev.mooring.websocket.delivery.Receiving;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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

    /** Two connections that hold one token bring the same messages: only fencing tells them apart. */
    @Test
    void aTokenRaceThatIsNotFencedRepeats() {
        race(1, 1);
        assertThat(traffic.check.report().repeated()).isPositive();
    }

    @Test
    void aTokenRaceThatIsFencedDoesNot() {
        race(1, 2);
        traffic.check.requireClean();
    }

    private void race(long one, long two) {
        DeliveryCheck check = traffic.check;
        Receiving receiving = new Receiving();
        receiving.claim(one);
        receiving.claim(two, 0);
        for (int i = 0; i < 10; i++) {
            String message = check.next("client");
            for (long connection : new long[] {one, two}) {
                if (receiving.begin(connection)) {
                    check.handled(message);
                    receiving.finish();
                }
            }
        }
    }
}
