package dev.mooring.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.reflect.Field;
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

    @ServerEndpoint(value = "/timer", configurator = Open.class)
    public static class Timed {
        @OnMessage
        public String timer(String ignored, Session session) throws ReflectiveOperationException {
            Object raw = value(session, "raw");
            return TestServer.engine().equals("tyrus")
                    ? String.valueOf(System.identityHashCode(value(raw, "idleTimeoutFuture")))
                    : "";
        }

        private static Object value(Object object, String name) throws ReflectiveOperationException {
            for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (field.getName().equals(name)) {
                        field.setAccessible(true);
                        return field.get(object);
                    }
                }
            }
            throw new NoSuchFieldException(name);
        }
    }

    @Override
    Deployment deployment() {
        return Deployment.of(Idle.class, Timed.class);
    }

    /** Tyrus 2.1, which Payara 6 has, starts one also if the timeout is less than zero: 3 ms on its managed executor. */
    @Test
    void noMessageStartsATimer() throws Exception {
        try (RawClient client = connect("/timer")) {
            String first = ask(client, "now");
            assertThat(ask(client, "then")).isEqualTo(first);
        }
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
