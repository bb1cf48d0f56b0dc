package dev.mooring.tyrus;

import static dev.mooring.tyrus.Quick.awaitState;
import static dev.mooring.tyrus.Quick.millisSince;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.testkit.Direction;
import dev.mooring.testkit.FaultProxy;
import dev.mooring.testkit.FaultProxyExtension;
import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.HeartbeatMissed;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SessionState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A link that dies without FIN or RST is noticed by the heartbeat alone. */
class DeadLinkTest {

    private static final Heartbeat PING = Heartbeat.ping().every(ofMillis(300)).timeout(ofMillis(1_000));

    private final Recorder recorder = new Recorder();
    private EchoServer server;

    @RegisterExtension
    final FaultProxyExtension proxy = FaultProxyExtension.to(() -> server.port());

    @BeforeEach
    void start() throws Exception {
        server = EchoServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aBlackHoleIsNoticedAndLeft() throws Exception {
        noticedAndLeft(PING, "echo");
    }

    @Test
    void aMessageHeartbeatNoticesABlackHoleToo() throws Exception {
        Heartbeat message = Heartbeat.message("ping")
                .reply("ping"::equals)
                .every(ofMillis(300))
                .timeout(ofMillis(1_000));
        noticedAndLeft(message, "echo");
        assertThat(recorder.received).as("replies are not the application's").doesNotContain("ping");
        await().untilAsserted(() -> assertThat(server.received).contains("ping"));
    }

    @Test
    void aPeerThatAnswersIsNotLeftHoweverQuietItIs() throws Exception {
        try (ResilientContainer container = Quick.container(recorder)
                        .heartbeat(PING.timeout(ofMillis(900)))
                        .build();
                ResilientSession session = container.connectToServer(recorder, server.through(proxy.port(), "sink"))) {
            await().during(ofMillis(1500)).until(() -> session.state() == SessionState.OPEN);
            assertThat(recorder.opened).hasValue(1);
            assertThat(session.stats().heartbeatRoundTrip()).isNotNull();
        }
    }

    @Test
    void oneDirectionAloneIsEnoughForADeath(FaultProxy faults) throws Exception {
        try (ResilientContainer container =
                        Quick.container(recorder).heartbeat(PING).build();
                ResilientSession session = container.connectToServer(recorder, server.through(faults.port(), "echo"))) {
            faults.onLive().blackHole(Direction.TO_CLIENT);
            await().until(() -> !recorder.events(HeartbeatMissed.class).isEmpty());
            awaitState(session, SessionState.OPEN);
        }
    }

    private void noticedAndLeft(Heartbeat heartbeat, String path) throws Exception {
        try (ResilientContainer container =
                        Quick.container(recorder).heartbeat(heartbeat).build();
                ResilientSession session = container.connectToServer(recorder, server.through(proxy.port(), path))) {
            await().until(() -> session.stats().heartbeatRoundTrip() != null);
            long start = System.nanoTime();
            proxy.proxy().onLive().blackHole();
            await().pollInterval(ofMillis(2)).until(() -> session.state() != SessionState.OPEN);
            long noticed = millisSince(start); // which HeartbeatTest has exactly
            System.out.println("dead link noticed after " + noticed + " ms");

            awaitState(session, SessionState.OPEN);
            await().untilAsserted(() -> assertThat(recorder.opened).hasValue(2));
            assertThat(recorder.closeCodes()).containsExactly(1006);
            assertThat(recorder.events(HeartbeatMissed.class)).hasSize(1);
            session.getBasicRemote().sendText("back");
            await().untilAsserted(() -> assertThat(server.received).contains("back"));
        }
    }
}
