package dev.mooring.micrometer;

import dev.mooring.server.MooringServer;
import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.policy.SlowConsumer;
import dev.mooring.server.session.ServerSession;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.ServerEndpoint;
import java.net.URI;
import java.util.Map;
import org.glassfish.tyrus.server.TyrusServerContainer;
import org.glassfish.tyrus.spi.ServerContainer;
import org.glassfish.tyrus.spi.ServerContainerFactory;

/** Guarded endpoints on Tyrus, on a port of its own choice. */
record Host(ServerContainer container, MooringServer mooring) implements AutoCloseable {

    static Host start(Class<?>... endpoints) throws Exception {
        MooringServer mooring = MooringServer.create();
        ServerContainer container = ServerContainerFactory.createServerContainer(Map.of());
        for (Class<?> endpoint : endpoints) {
            container.addEndpoint(mooring.guard(endpoint));
        }
        container.start("/", 0);
        return new Host(container, mooring);
    }

    int port() {
        return ((TyrusServerContainer) container).getPort();
    }

    static URI uri(int port, String path) {
        return URI.create("ws://127.0.0.1:" + port + path);
    }

    @Override
    public void close() {
        mooring.close();
        container.stop();
    }

    public static final class Open extends ResilientConfigurator {
        public Open() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .slowConsumer(SlowConsumer.dropOldestAfter(100_000))
                    .build());
        }
    }

    /** Sends back what it gets; all that are here are members of the topic of the same name. */
    @ServerEndpoint(value = "/room", configurator = Open.class)
    public static final class Room {

        @OnOpen
        public void open(ServerSession session) {
            session.topics().topic("room").join(session);
        }

        @OnMessage
        public String message(String text) {
            return text;
        }
    }

    public static final class Strict extends ResilientConfigurator {
        public Strict() {
            super(ServerPolicy.builder()
                    .allowOrigins("https://app.example")
                    .authenticate(handshake -> null)
                    .build());
        }
    }

    /** Lets nobody in. */
    @ServerEndpoint(value = "/strict", configurator = Strict.class)
    public static final class Nobody {}
}
