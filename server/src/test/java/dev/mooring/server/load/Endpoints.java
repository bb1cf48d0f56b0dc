package dev.mooring.server.load;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.session.ServerSession;
import dev.mooring.websocket.Heartbeat;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The same endpoint twice: as the container runs it, and guarded. */
final class Endpoints {

    static final Set<Session> BARE = ConcurrentHashMap.newKeySet();

    private Endpoints() {}

    @ServerEndpoint("/bare")
    public static class Bare {
        @OnOpen
        public void open(Session session) {
            BARE.add(session);
        }

        @OnClose
        public void close(Session session) {
            BARE.remove(session);
        }

        @OnMessage
        public void message(String text) {}
    }

    public static class Policy extends ResilientConfigurator {
        public Policy() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .heartbeat(Heartbeat.off()) // the readers answer no pings
                    .build());
        }
    }

    @ServerEndpoint(value = "/guarded", configurator = Policy.class)
    public static class Guarded {
        @OnOpen
        public void open(ServerSession session) {
            session.topics().topic("all").join(session);
        }

        @OnMessage
        public void message(String text) {}
    }
}
