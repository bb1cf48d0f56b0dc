package dev.mooring.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import org.junit.jupiter.api.Test;

/** The heartbeat finds dead clients, so no container watches for idle ones; and to watch for none must cost nothing. */
class IdleTimeoutContractTest extends ServerContract {

    @ServerEndpoint(value = "/idle", configurator = Open.class)
    public static class Idle {
        @OnMessage
        public String timeout(String wanted, Session session) {
            if (!wanted.isEmpty()) {
                session.setMaxIdleTimeout(Long.parseLong(wanted));
            }
            return String.valueOf(session.getMaxIdleTimeout());
        }
    }

    @Override
    Deployment deployment() {
        return Deployment.of(Idle.class);
    }

    /** Tyrus starts and cancels a timer at every message unless the timeout is less than zero. */
    @Test
    void noTimerIsStartedForASessionThatMayBeIdleForEver() throws Exception {
        try (RawClient client = connect("/idle")) {
            String forEver = TestServer.engine().equals("tyrus") ? "-1" : "0";
            assertThat(ask(client, "")).isEqualTo(forEver);
            assertThat(ask(client, "60000")).isEqualTo("60000");
            assertThat(ask(client, "0")).isEqualTo(forEver);
        }
    }

    private static String ask(RawClient client, String timeout) throws Exception {
        client.text(timeout);
        return client.readText();
    }
}
