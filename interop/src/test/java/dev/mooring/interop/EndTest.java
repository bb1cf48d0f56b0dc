package dev.mooring.interop;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.session.ServerSession;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session that its client has ended is not kept for the next connection, which will not come. */
@OnEveryServer
class EndTest {

    private final Traffic traffic = Traffic.begin(1);
    private Host host;
    private ResilientContainer container;
    private ResilientSession session;

    @BeforeEach
    void start() throws Exception {
        host = Host.start(Traffic.Endpoint.class);
        container = ResilientContainer.builder().delivery(Delivery.resumable()).build();
        session = container.connectToServer(new Client(), Host.uri(host.port(), "/traffic"));
        await().until(() -> traffic.session.get() != null);
        assertThat(host.store().sessions()).isOne();
    }

    @AfterEach
    void stop() {
        container.close();
        host.close();
    }

    @Test
    void byClosingTheSession() throws Exception {
        session.close();
        nothingIsKept();
    }

    @Test
    void byClosingTheContainer() {
        container.close();
        nothingIsKept();
    }

    @Test
    void byBeingIdleForTooLong() {
        session.setMaxIdleTimeout(200);
        nothingIsKept();
    }

    /** Lately, so that it would have been acknowledged some time later. */
    @Test
    void whatItHasHandledBeforeHasArrived() throws Exception {
        List<Future<Void>> sends = new ArrayList<>();
        ServerSession server = requireNonNull(traffic.session.get());
        for (int i = 0; i < 10; i++) {
            sends.add(server.getAsyncRemote().sendText(traffic.check.next("server")));
        }
        await().pollInterval(ofMillis(1)).until(() -> traffic.check.handledFrom("server") == 10);
        session.close();
        for (Future<Void> send : sends.subList(0, 9)) { // the handler of the last may still be about to return
            send.get(10, TimeUnit.SECONDS);
        }
        nothingIsKept();
    }

    private void nothingIsKept() {
        await().atMost(ofSeconds(10)).until(() -> host.store().sessions() == 0);
    }
}
