package dev.mooring.chat.server;

import dev.mooring.server.MooringServer;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.strategies.WorkerThreadIOStrategy;
import org.glassfish.tyrus.container.grizzly.server.WebSocketAddOn;
import org.glassfish.tyrus.spi.ServerContainer;
import org.glassfish.tyrus.spi.ServerContainerFactory;

/** The room on a standalone Tyrus. */
public final class ChatServer implements AutoCloseable {

    private final HttpServer http = new HttpServer();
    private final NetworkListener listener;
    private final MooringServer mooring = MooringServer.create();

    /** A server on this port of this address; 0 for any port. */
    public ChatServer(String host, int port) throws DeploymentException {
        listener = new NetworkListener("chat", host, port);
        listener.getTransport().setIOStrategy(WorkerThreadIOStrategy.getInstance());
        listener.getKeepAlive().setIdleTimeoutInSeconds(-1);
        ServerContainer container = ServerContainerFactory.createServerContainer(Map.of());
        container.getWebSocketEngine().register(mooring.guard(Room.class), "/");
        listener.registerAddOn(new WebSocketAddOn(container, "/"));
        http.addListener(listener);
    }

    /** Starts it; the port it listens on. */
    public int start() throws IOException {
        http.start();
        return listener.getPort();
    }

    /** Asks everybody to come back later, and stops when they are gone. */
    public void drain(Duration window) throws Exception {
        mooring.drain(window).toCompletableFuture().get(window.toMillis() + 5000, TimeUnit.MILLISECONDS);
    }

    /** Stops at once. */
    @Override
    public void close() {
        http.shutdownNow();
        mooring.close();
    }
}
