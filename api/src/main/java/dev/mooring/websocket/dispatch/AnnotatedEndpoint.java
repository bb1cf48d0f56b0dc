package dev.mooring.websocket.dispatch;

import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.SessionListener;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;

/** An annotated endpoint as a programmatic one. */
public final class AnnotatedEndpoint extends Endpoint implements SessionListener {

    AnnotatedEndpoint() {}

    /** The endpoint of a {@code @ClientEndpoint} instance, validated. */
    public static AnnotatedEndpoint client(Object instance) throws DeploymentException {
        throw new UnsupportedOperationException();
    }

    /** The configuration that the annotation describes. */
    public ClientEndpointConfig clientConfig() {
        throw new UnsupportedOperationException();
    }

    /** Tells the endpoint its session, before anything else. */
    public void attach(Session session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onError(Session session, Throwable failure) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onEvent(SessionEvent event) {
        throw new UnsupportedOperationException();
    }
}
