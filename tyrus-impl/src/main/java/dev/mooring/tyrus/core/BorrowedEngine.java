package dev.mooring.tyrus.core;

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

    /** Where the calling thread gets its engine; a manager makes one of us for all threads. */
    private static final ThreadLocal<@Nullable Borrower> BORROWER = new ThreadLocal<>();

    /** Created by Tyrus, by name. */
    public BorrowedEngine() {}

    /**
     * The engine for one connection of this endpoint, by a manager that has this class as its container.
     *
     * @throws DeploymentException if Tyrus does not accept the configuration
     */
    static ClientEngine of(ClientManager manager, Endpoint endpoint, ClientEndpointConfig config, URI uri)
            throws DeploymentException {
        Borrower borrower = new Borrower();
        BORROWER.set(borrower);
        try {
            manager.connectToServer(endpoint, config, uri);
        } catch (DeploymentException | IOException e) {
            ClientEngine engine = borrower.engine;
            if (engine != null) {
                return engine;
            }
            throw e instanceof DeploymentException refused ? refused : new DeploymentException(e.getMessage(), e);
        } finally {
            BORROWER.remove();
        }
        throw new DeploymentException("Tyrus connected by itself, without " + BorrowedEngine.class.getName());
    }

    @Override
    public void openClientSocket(ClientEndpointConfig config, Map<String, Object> properties, ClientEngine engine)
            throws IOException {
        Borrower borrower = BORROWER.get();
        if (borrower != null) {
            borrower.engine = engine;
        }
        throw Borrowed.WAY_OUT;
    }

    private static final class Borrower {
        private @Nullable ClientEngine engine;
    }

    /** No failure, but the way out of the manager: without a stack trace, and always the same one, as managers keep it. */
    private static final class Borrowed extends IOException {
        private static final long serialVersionUID = 1L;
        static final Borrowed WAY_OUT = new Borrowed();

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
