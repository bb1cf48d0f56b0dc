package dev.mooring.tyrus.core;

import static java.util.Objects.requireNonNull;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.spi.ClientContainer;
import org.glassfish.tyrus.spi.ClientEngine;
import org.jspecify.annotations.Nullable;

/**
 * Gets Tyrus's client engine for one connection. Tyrus gives it only to a container that its {@code ClientManager} opens,
 * and that manager parks the calling thread until the handshake is over. So this container takes the engine, and lets the
 * manager believe that the connection failed; from then on the engine is ours to drive, and no thread waits.
 */
public final class BorrowedEngine implements ClientContainer {

    private static final String BORROWER = BorrowedEngine.class.getName();

    /** Created by Tyrus, by name. */
    public BorrowedEngine() {}

    /**
     * The engine for one connection of this endpoint.
     *
     * @throws DeploymentException if Tyrus does not accept the configuration
     */
    static ClientEngine of(Endpoint endpoint, ClientEndpointConfig config, URI uri, Map<String, Object> properties)
            throws DeploymentException {
        Borrower borrower = new Borrower();
        ClientManager manager = newManager();
        manager.getProperties().putAll(properties);
        manager.getProperties().put(BORROWER, borrower);
        manager.setDefaultMaxSessionIdleTimeout(-1); // 0 would cost a cancelled timer at every message
        try {
            manager.connectToServer(endpoint, config, uri);
        } catch (DeploymentException | IOException e) {
            ClientEngine engine = borrower.engine;
            if (engine != null) {
                return engine;
            }
            throw e instanceof DeploymentException refused ? refused : new DeploymentException(e.getMessage(), e);
        }
        throw new DeploymentException("Tyrus connected by itself, without " + BORROWER);
    }

    @Override
    public void openClientSocket(ClientEndpointConfig config, Map<String, Object> properties, ClientEngine engine)
            throws IOException {
        requireNonNull((Borrower) properties.get(BORROWER)).engine = engine;
        throw new Borrowed();
    }

    /** Tyrus loads this class by name, through the context class loader: in a server that need not see us. */
    private static ClientManager newManager() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(BorrowedEngine.class.getClassLoader());
        try {
            return ClientManager.createClient(BORROWER);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static final class Borrower {
        private @Nullable ClientEngine engine;
    }

    /** No failure, but the way out of the manager: without a stack trace, for it costs and says nothing. */
    private static final class Borrowed extends IOException {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
