package dev.mooring.tyrus.core;

import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.tyrus.transport.ConnectionListener;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import org.glassfish.tyrus.core.ComponentProviderService;
import org.glassfish.tyrus.core.TyrusEndpointWrapper;
import org.jspecify.annotations.Nullable;

/** Makes the links of a transport; they share what can be shared of Tyrus. Thread-safe. */
public final class TyrusLinks {

    private final MaskingKeys keys = new MaskingKeys();
    private volatile @Nullable TyrusEndpointWrapper endpoint; // made with the first link

    /** The masking keys of all these links. */
    public MaskingKeys keys() {
        return keys;
    }

    /**
     * Prepares a link for one connection.
     *
     * @throws DeploymentException if Tyrus does not accept the endpoint's configuration
     */
    public TyrusLink prepare(ConnectRequest request, ConnectionListener listener) throws DeploymentException {
        return new TyrusLink(request, listener, endpoint(), keys);
    }

    private TyrusEndpointWrapper endpoint() throws DeploymentException {
        TyrusEndpointWrapper present = endpoint;
        return present == null ? makeEndpoint() : present;
    }

    private synchronized TyrusEndpointWrapper makeEndpoint() throws DeploymentException {
        TyrusEndpointWrapper present = endpoint;
        if (present == null) {
            present = new TyrusEndpointWrapper(
                    new Common(),
                    ClientEndpointConfig.Builder.create().build(),
                    ComponentProviderService.createClient(),
                    new Bare(),
                    "/",
                    null,
                    new TyrusEndpointWrapper.SessionListener() {},
                    null,
                    null,
                    null);
            endpoint = present;
        }
        return present;
    }

    /** Tyrus's endpoint for all connections: what they bring goes to the handlers of each, how they end is told by its socket. */
    private static final class Common extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {}

        @Override
        public void onError(Session session, Throwable failure) {
            System.getLogger(TyrusLinks.class.getName())
                    .log(System.Logger.Level.DEBUG, "Tyrus reported an error on a connection", failure);
        }
    }
}
