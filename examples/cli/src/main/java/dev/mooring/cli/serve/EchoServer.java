package dev.mooring.cli.serve;

import dev.mooring.server.MooringServer;
import dev.mooring.server.policy.ServerPolicy;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.strategies.WorkerThreadIOStrategy;
import org.glassfish.tyrus.container.grizzly.server.WebSocketAddOn;
import org.glassfish.tyrus.spi.ServerContainer;
import org.glassfish.tyrus.spi.ServerContainerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A Tyrus server on Grizzly, plain, or guarded when there is a policy. Put together by hand, for Tyrus's own {@code Server} listens on every interface whatever
 * host it is given, and knows no way to end its sessions with a close frame.
 */
final class EchoServer implements AutoCloseable {

    /** Tyrus wants a template for each depth; nobody asks an echo server for a deeper path. */
    private static final int MAX_PATH_SEGMENTS = 8;

    private final HttpServer http = new HttpServer();
    private final NetworkListener listener;
    private final ServerContainer websocket;
    private final MooringServer mooring = MooringServer.create();
    private final Handling handling;
    private final @Nullable ServerPolicy policy;
    private final Set<Session> open = ConcurrentHashMap.newKeySet();

    /** @param policy what guards it, or {@code null} for a server that knows nothing of Mooring */
    EchoServer(String host, int port, Handling handling, @Nullable ServerPolicy policy) throws DeploymentException {
        this.handling = handling;
        this.policy = policy;
        listener = new NetworkListener("mooring", host, port);
        listener.getTransport().setIOStrategy(WorkerThreadIOStrategy.getInstance());
        listener.getKeepAlive().setIdleTimeoutInSeconds(-1);
        websocket = ServerContainerFactory.createServerContainer(Map.of());
        StringBuilder path = new StringBuilder("/");
        for (int depth = 0; depth <= MAX_PATH_SEGMENTS; depth++) {
            websocket.getWebSocketEngine().register(endpoint(path.toString()), "/");
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

    /** What guards it; of no use to a plain server. */
    MooringServer mooring() {
        return mooring;
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
        awaitClosed();
        http.shutdownNow();
        mooring.close();
    }

    /** A guarded session closes behind what it has still to write, so a moment later than it is told to. */
    private void awaitClosed() {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (policy != null && !open.isEmpty() && System.nanoTime() < patience) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private ServerEndpointConfig endpoint(String path) throws DeploymentException {
        ServerEndpointConfig.Builder config = ServerEndpointConfig.Builder.create(EchoEndpoint.class, path);
        return policy == null
                ? config.configurator(new Plain()).build()
                : mooring.guard(config.configurator(new EchoConfigurator(policy, this::newEndpoint))
                        .build());
    }

    private EchoEndpoint newEndpoint() {
        return new EchoEndpoint(handling, open);
    }

    private final class Plain extends ServerEndpointConfig.Configurator {
        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(newEndpoint());
        }
    }
}
