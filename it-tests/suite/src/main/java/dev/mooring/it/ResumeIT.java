package dev.mooring.it;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.testkit.FaultProxy;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.Resumed;
import dev.mooring.websocket.SessionEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Resumable delivery between a client outside and an endpoint in the server. */
@ExtendWith(ArquillianExtension.class)
class ResumeIT {

    private static final int CUTS = 3;
    private static final int BETWEEN = 100;

    private final Site site = Site.of("mooring");

    @Deployment(testable = false)
    static WebArchive app() {
        return Wars.named("mooring");
    }

    @Test
    void cutsLoseRepeatAndReorderNothingInEitherDirection() throws Exception {
        Outside outside = new Outside();
        List<SessionEvent> events = new CopyOnWriteArrayList<>();
        try (FaultProxy proxy = FaultProxy.to("127.0.0.1", site.port()).start();
                ResilientContainer container = Outside.patient()
                        .delivery(Delivery.resumable().whenUnsupported(Delivery.Unsupported.FAIL))
                        .listener(events::add)
                        .build();
                ResilientSession session =
                        container.connectToServer(outside, new Site(proxy.port(), "mooring").socket("ledger"))) {
            for (int cut = 0; cut < CUTS; cut++) {
                int first = cut * BETWEEN;
                send(session, first, first + BETWEEN / 2);
                proxy.onLive().blackHole(); // these are written, and lost
                send(session, first + BETWEEN / 2, first + BETWEEN);
                int resumed = cut + 1;
                proxy.onLive().reset();
                await().atMost(ofSeconds(30))
                        .until(() -> events.stream()
                                        .filter(Resumed.class::isInstance)
                                        .count()
                                == resumed);
            }
            await().atMost(ofSeconds(30)).until(() -> outside.received.size() >= CUTS * BETWEEN);
            assertThat(outside.received)
                    .containsExactlyElementsOf(IntStream.range(0, CUTS * BETWEEN)
                            .mapToObj(i -> (i + 1) + " message " + i)
                            .toList());
            assertThat(outside.opened).hasValue(CUTS + 1);
        }
    }

    private static void send(ResilientSession session, int from, int to) {
        for (int i = from; i < to; i++) {
            session.getAsyncRemote().sendText("message " + i);
        }
    }
}
