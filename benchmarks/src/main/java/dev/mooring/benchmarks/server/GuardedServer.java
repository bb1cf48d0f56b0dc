package dev.mooring.benchmarks.server;

import dev.mooring.server.MooringServer;
import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.policy.SlowConsumer;
import dev.mooring.websocket.Delivery;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.Map;
import org.glassfish.tyrus.server.TyrusServerContainer;
import org.glassfish.tyrus.spi.ServerContainer;
import org.glassfish.tyrus.spi.ServerContainerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The server's half of Mooring on Tyrus, with the paths of the {@link NeutralServer}. It speaks resumable delivery to clients
 * that ask for it, and gives the others best effort: so both have the same server.
 */
public final class GuardedServer implements AutoCloseable {

    private final MooringServer mooring = MooringServer.create();
    private final ServerContainer container;

    /** A server at this port; 0 for any. */
    public GuardedServer(int port) throws IOException, DeploymentException {
        container = ServerContainerFactory.createServerContainer(Map.of());
        mooring.deploy(container, Echo.class, Sink.class, Flooding.class);
        container.start("/", port);
    }

    /** Serves until standard input ends, so that no server outlives who started it. */
    public static void main(String[] args) throws Exception {
        try (GuardedServer server = new GuardedServer(args.length == 0 ? 0 : Integer.parseInt(args[0]))) {
            System.out.println("listening on port " + server.port());
            while (System.in.read() >= 0) {
                // nothing that comes this way means anything
            }
        }
    }

    public int port() {
        return ((TyrusServerContainer) container).getPort();
    }

    @Override
    public void close() {
        mooring.close();
        container.stop();
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

    /** Swallows messages. */
    @ServerEndpoint(value = "/sink", configurator = Policy.class)
    public static final class Sink {
        @OnMessage
        public void message(String text) {}
    }

    /** Sends as fast as it may. */
    @ServerEndpoint(value = "/flood", configurator = Policy.class)
    public static final class Flooding {
        private @Nullable Flood flood;

        @OnOpen
        public void open(Session session) {
            int size = Integer.parseInt(session.getQueryString().replaceFirst("size=", ""));
            flood = new Flood(session.getAsyncRemote(), size).start();
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
