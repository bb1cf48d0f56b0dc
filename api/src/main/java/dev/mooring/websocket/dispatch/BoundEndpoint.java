package dev.mooring.websocket.dispatch;

import jakarta.websocket.Session;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The methods of one endpoint instance in one session. */
final class BoundEndpoint {

    private static final System.Logger LOG = System.getLogger(AnnotatedEndpoint.class.getName());

    private final Session session;
    private final String name;
    private final Map<Lifecycle, Invoker> lifecycle;
    private final List<BoundMessageMethod> messages;

    BoundEndpoint(EndpointModel model, Object instance, @Nullable CallContext context, Session session) {
        this.session = session;
        this.name = instance.getClass().getName();
        this.lifecycle = model.lifecycle().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        role -> role.getValue().bind(instance, session).within(context)));
        this.messages = model.messages().stream()
                .map(m -> new BoundMessageMethod(
                        m, m.method().bind(instance, session).within(context), this))
                .toList();
    }

    Session session() {
        return session;
    }

    void addMessageHandlers() {
        try {
            for (BoundMessageMethod message : messages) {
                message.addTo(session);
            }
        } catch (RuntimeException e) {
            failed(e, "adding the message handlers of " + name);
        }
    }

    /** Calls the method if there is one; what it throws goes to {@code @OnError}. */
    void call(Lifecycle role, Object subject) {
        Invoker method = lifecycle.get(role);
        if (method == null) {
            return;
        }
        try {
            Object ignored = method.call(subject, true);
        } catch (Throwable e) {
            failed(e, method.toString());
        }
    }

    /** Hands a failure to {@code @OnError}, or logs it, with its place if there is one. */
    void failed(Throwable failure, @Nullable String place) {
        Invoker method = lifecycle.get(Lifecycle.ERROR);
        if (method == null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    (place == null ? "failure in the session of " + name : place + " failed") + ", without @OnError",
                    failure);
            return;
        }
        try {
            Object ignored = method.call(failure, true);
        } catch (Throwable e) {
            if (e != failure) { // it may have been thrown on
                e.addSuppressed(failure);
            }
            LOG.log(System.Logger.Level.WARNING, method + " failed while it was told of a failure", e);
        }
    }
}
