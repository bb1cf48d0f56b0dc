package dev.mooring.tyrus.core;

import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.tyrus.transport.ConnectionListener;
import jakarta.websocket.DeploymentException;

/** Makes the links of a transport; they share what can be shared of Tyrus. Thread-safe. */
public final class TyrusLinks {

    private final Managers managers = new Managers();

    /** The masking keys of all these links. */
    public MaskingKeys keys() {
        return managers.keys();
    }

    /**
     * Prepares a link for one connection.
     *
     * @throws DeploymentException if Tyrus does not accept the endpoint's configuration
     */
    public TyrusLink prepare(ConnectRequest request, ConnectionListener listener) throws DeploymentException {
        return new TyrusLink(request, listener, managers);
    }
}
