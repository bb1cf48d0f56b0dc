package dev.mooring.benchmarks.server;

import dev.mooring.benchmarks.load.Bout;
import dev.mooring.server.MooringServer;
import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.policy.SlowConsumer;
import dev.mooring.websocket.Delivery;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Mooring's server half at the paths of the {@link NeutralServer}, on whichever container. It speaks resumable delivery to
 * clients that ask for it, and gives the others best effort: so both have the same server.
 */
final class GuardedEndpoints implements AutoCloseable {

    private final MooringServer mooring = MooringServer.create();

    void deploy(ServerContainer container) throws DeploymentException {
        mooring.deploy(container, Echo.class, Sink.class, Flooding.class);
    }

    /** Deploys them in a servlet container, once that has its container of WebSocket. */
    ServletContextListener listener() {
        return new ServletContextListener() {
            @Override
            public void contextInitialized(ServletContextEvent event) {
                try {
                    deploy((ServerContainer) event.getServletContext().getAttribute(ServerContainer.class.getName()));
                } catch (DeploymentException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    @Override
    public void close() {
        mooring.close();
    }

    /** Room for all that is in flight. */
    public static final class Policy extends ResilientConfigurator {
        public Policy() {
            super(ServerPolicy.builder()
                    .allowAnyOrigin()
                    .slowConsumer(SlowConsumer.disconnectAfter(64 << 20))
                    .delivery(Delivery.resumable())
                    .build());
        }
    }

    /** Answers each message with itself. */
    @ServerEndpoint(value = "/echo", configurator = Policy.class)
    public static final class Echo {
        @OnMessage
        public void message(Session session, String text) {
            session.getAsyncRemote().sendText(text, result -> {});
        }
    }

    /** Swallows messages, and answers the mark behind them. */
    @ServerEndpoint(value = "/sink", configurator = Policy.class)
    public static final class Sink {
        @OnMessage
        public void message(Session session, String text) {
            if (text.equals(Bout.MARK)) {
                session.getAsyncRemote().sendText(text, result -> {});
            }
        }
    }

    /** Sends as fast as it may, from the start or when it is told to. */
    @ServerEndpoint(value = "/flood", configurator = Policy.class)
    public static final class Flooding {
        private @Nullable Flood flood;

        @OnOpen
        public void open(Session session) {
            if (!session.getQueryString().endsWith(Bout.HELD)) {
                start(session);
            }
        }

        @OnMessage
        public void message(Session session, String text) {
            if (text.equals(Bout.GO)) {
                start(session);
            } else if (flood != null) {
                flood.halt();
            }
        }

        private void start(Session session) {
            String size = session.getQueryString().replaceAll("\\D", "");
            flood = new Flood(session.getAsyncRemote(), Integer.parseInt(size)).start();
        }

        @OnClose
        public void close() {
            Flood running = flood;
            if (running != null) {
                running.stop();
            }
        }
    }
}
