package dev.mooring.websocket.dispatch;

import dev.mooring.websocket.CircuitChanged;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.SessionListener;
import dev.mooring.websocket.StateChanged;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;

/**
 * An annotated endpoint as a programmatic one that also listens to the events of its session. What its methods throw goes
 * to {@code @OnError}, with the exception itself; without such a method it is logged at WARNING. No method of this class
 * throws what an annotated method threw.
 *
 * <p>For one session, whose owner calls it one at a time and whose {@code addMessageHandler} leads to a
 * {@link MessageDispatcher}: that is where parameters are decoded and {@code maxMessageSize} is enforced.
 */
public final class AnnotatedEndpoint extends Endpoint implements SessionListener {

    private final EndpointModel model;
    private final Object instance;
    private final @Nullable ClientEndpointConfig config;
    private final @Nullable CallContext context;
    private volatile @Nullable BoundEndpoint bound;

    AnnotatedEndpoint(
            EndpointModel model,
            Object instance,
            @Nullable ClientEndpointConfig config,
            @Nullable CallContext context) {
        this.model = model;
        this.instance = instance;
        this.config = config;
        this.context = context;
    }

    /**
     * The endpoint of an instance of a class with {@code @ClientEndpoint}.
     *
     * @throws DeploymentException if the class is malformed; names class, method, parameter and remedy
     */
    public static AnnotatedEndpoint client(Object instance) throws DeploymentException {
        return ClientAnnotation.endpoint(instance.getClass(), instance, null);
    }

    /**
     * The same for an instance whose class may be a subclass made by a CDI container, which has no annotations.
     *
     * @param type the class with the annotations
     * @param context is around each call of a method
     */
    public static AnnotatedEndpoint client(Class<?> type, Object instance, CallContext context)
            throws DeploymentException {
        return ClientAnnotation.endpoint(type, instance, context);
    }

    /**
     * The configuration that {@code @ClientEndpoint} describes; the same at every call.
     *
     * @throws IllegalStateException if this is not the endpoint of a client
     */
    public ClientEndpointConfig clientConfig() {
        if (config == null) {
            throw new IllegalStateException(instance.getClass().getName() + " was not bound as a client's endpoint");
        }
        return config;
    }

    /** The instance whose methods are called. */
    public Object instance() {
        return instance;
    }

    /**
     * Tells the endpoint its session, before anything else happens to it.
     *
     * @throws IllegalStateException if a method takes another type of session
     */
    public void attach(Session session) {
        BoundEndpoint present = bound;
        if (present == null || present.session() != session) {
            bound = new BoundEndpoint(model, instance, context, session);
        }
    }

    /**
     * The session it is attached to, which is the case as soon as the container has taken it.
     *
     * @throws IllegalStateException before
     */
    public Session session() {
        return bound().session();
    }

    /** Adds the message handlers to the session, then calls {@code @OnOpen}. Comes once for each connection. */
    @Override
    public void onOpen(Session session, EndpointConfig endpointConfig) {
        attach(session);
        bound().addMessageHandlers();
        bound().call(Lifecycle.OPEN, endpointConfig);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        bound().call(Lifecycle.CLOSE, reason);
    }

    @Override
    public void onError(Session session, Throwable failure) {
        bound().failed(failure, null);
    }

    /** Whether it is this object whose methods are called. */
    public boolean isOf(Object candidate) {
        return instance == candidate;
    }

    /** Calls the method that the event is for, if there is one; an instance that is a listener itself hears all. */
    @Override
    public void onEvent(SessionEvent event) {
        if (event instanceof RetryScheduled) {
            bound().call(Lifecycle.RETRY, event);
        } else if (event instanceof StateChanged) {
            bound().call(Lifecycle.STATE_CHANGE, event);
        } else if (event instanceof CircuitChanged) {
            bound().call(Lifecycle.CIRCUIT_CHANGE, event);
        }
        if (instance instanceof SessionListener listener) {
            listener.onEvent(event);
        }
    }

    private BoundEndpoint bound() {
        BoundEndpoint present = bound;
        if (present == null) {
            throw new IllegalStateException("attach(Session) comes before anything else");
        }
        return present;
    }
}
