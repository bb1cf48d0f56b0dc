package dev.mooring.server.session;

import dev.mooring.websocket.dispatch.AnnotatedEndpoint;
import dev.mooring.websocket.dispatch.Decoders;
import dev.mooring.websocket.dispatch.Encoders;
import dev.mooring.websocket.dispatch.MessageDispatcher;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * The application's side of one session: its endpoint, codecs and handlers. Callbacks run inside the session's {@link
 * Serial}, so it needs no lock; only the encoders are used by any thread.
 */
final class Application {

    private static final System.Logger LOG = System.getLogger(Application.class.getName());

    private final GuardedSession session;
    private final EndpointBinding binding;
    private final Decoders decoders;
    private final Encoders encoders;
    private final MessageDispatcher handlers;
    private @Nullable BoundApplication bound;

    Application(GuardedSession session, EndpointBinding binding, MessageDispatcher.Owner owner)
            throws DeploymentException {
        this.session = session;
        this.binding = binding;
        this.decoders = binding.decoders();
        this.encoders = binding.encoders();
        this.handlers = new MessageDispatcher(decoders, owner);
    }

    MessageDispatcher handlers() {
        return handlers;
    }

    Encoders encoders() {
        return encoders;
    }

    /** Makes the endpoint and opens it. */
    void open() {
        try {
            open(binding.create());
        } catch (Throwable e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "cannot create the endpoint of " + binding.guard().template(),
                    e);
            session.endNow(Reasons.FAILED);
        }
    }

    private void open(BoundApplication application) {
        bound = application;
        Endpoint endpoint = application.endpoint();
        if (endpoint instanceof AnnotatedEndpoint annotated) {
            annotated.attach(session);
        }
        handlers.connectionOpening();
        try {
            endpoint.onOpen(session, binding.applicationConfig());
        } catch (Throwable e) {
            error(e);
        } finally {
            handlers.connectionOpened();
        }
    }

    /** Throws nothing: what failed, failed, and the session goes on. */
    void error(Throwable failure) {
        if (bound != null) {
            try {
                bound.endpoint().onError(session, failure);
            } catch (Throwable e) {
                LOG.log(System.Logger.Level.WARNING, "onError of " + session.getId() + " threw", e);
            }
        }
    }

    void close(CloseReason reason) {
        try {
            if (bound != null) {
                bound.endpoint().onClose(session, reason);
            }
        } catch (Throwable e) {
            error(e);
        } finally {
            decoders.destroy();
            encoders.destroy();
            if (bound != null) {
                bound.dispose().run();
            }
        }
    }
}
