package dev.mooring.cli.serve;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.strategies.WorkerThreadIOStrategy;
import org.glassfish.tyrus.container.grizzly.server.WebSocketAddOn;
import org.glassfish.tyrus.spi.ServerContainer;
import org.glassfish.tyrus.spi.ServerContainerFactory;

/**
 * A plain Tyrus server on Grizzly. Put together by hand, for Tyrus's own {@code Server} listens on every interface whatever
 * host it is given, and knows no way to end its sessions with a close frame.
 */
final class EchoServer implements AutoCloseable {

    /** Tyrus wants a template for each depth; nobody asks an echo server for a deeper path. */
    private static final int MAX_PATH_SEGMENTS = 8;

    private final HttpServer http = new HttpServer();
    private final NetworkListener listener;
    private final ServerContainer websocket;
    private final Set<Session> open = ConcurrentHashMap.newKeySet();

    EchoServer(String host, int port, Handling handling) throws DeploymentException {
        listener = new NetworkListener("mooring", host, port);
        listener.getTransport().setIOStrategy(WorkerThreadIOStrategy.getInstance());
        listener.getKeepAlive().setIdleTimeoutInSeconds(-1);
        websocket = ServerContainerFactory.createServerContainer(Map.of());
        StringBuilder path = new StringBuilder("/");
        for (int depth = 0; depth <= MAX_PATH_SEGMENTS; depth++) {
            websocket.getWebSocketEngine().register(endpoint(path.toString(), handling), "/");
            path.append(depth == 0 ? "" : "/").append("{p").append(depth).append('}');
        }
        listener.registerAddOn(new WebSocketAddOn(websocket, "/"));
        http.addListener(listener);
    }

    void start() throws IOException {
        http.start();
    }

    /** The port it listens on, also when any was asked for. */
    int port() {
        return listener.getPort();
    }

    /** Ends every session with 1001 and stops. */
    @Override
    public void close() {
        for (Session session : open) {
            try {
                session.close(new CloseReason(CloseCodes.GOING_AWAY, "server stops"));
            } catch (IOException | IllegalStateException gone) {
                // then nobody is there to be told
            }
        }
        http.shutdownNow();
    }

    private ServerEndpointConfig endpoint(String path, Handling handling) {
        ServerEndpointConfig.Configurator oneForEach = new ServerEndpointConfig.Configurator() {
            @Override
            public <T> T getEndpointInstance(Class<T> type) {
                return type.cast(new EchoEndpoint(handling, open));
            }
        };
        return ServerEndpointConfig.Builder.create(EchoEndpoint.class, path)
                .configurator(oneForEach)
                .build();
    }
}
