package dev.mooring.server.war;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.auth.Authenticators;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.session.ServerSession;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** What the application consists of; compiled here, loaded by the web application's own class loader. */
final class Application {

    private Application() {}

    public static class Policy extends ResilientConfigurator {
        public Policy() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .authenticate(Authenticators.bearer(name -> () -> name))
                    .build());
        }
    }

    @ServerEndpoint(value = "/guarded", configurator = Policy.class)
    public static class Guarded {
        @OnMessage
        public String greet(String text, ServerSession session) {
            return text + " " + session.getUserPrincipal().getName();
        }
    }

    @ServerEndpoint("/plain")
    public static class Plain {
        @OnMessage
        public String greet(String text, Session session) {
            return text + " " + (session instanceof ServerSession);
        }
    }
}
