package dev.mooring.server.session;

import dev.mooring.server.auth.Authenticator;
import dev.mooring.server.auth.HandshakeContext;
import dev.mooring.server.auth.Rejection;
import dev.mooring.server.handshake.Admission;
import dev.mooring.server.handshake.HandshakeGuard;
import dev.mooring.server.json.JsonGuard;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.resume.ResumeDesk;
import dev.mooring.websocket.delivery.ProtocolException;
import dev.mooring.websocket.delivery.ResumeRequest;
import dev.mooring.websocket.dispatch.Decoders;
import dev.mooring.websocket.dispatch.Encoders;
import dev.mooring.websocket.dispatch.EndpointModel;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One guarded endpoint as it is deployed: its guard, how instances are made, and its sessions. Thread-safe. */
public final class EndpointBinding {

    private final HandshakeGuard guard;
    private final ServerEndpointConfig applicationConfig;
    private final EndpointFactory factory;
    private final ServerRuntime runtime;
    private final @Nullable EndpointModel model; // null for a programmatic endpoint
    private final SessionCounts counts = new SessionCounts();
    private final RateLimits rates;
    private final Redactor redactor;
    private final Decoders noDecoders;
    private final Encoders noEncoders;
    private final AtomicInteger closing = new AtomicInteger();
    private final Set<GuardedSession> sessions = ConcurrentHashMap.newKeySet();

    /**
     * Binds an endpoint, annotated or a subclass of {@link Endpoint}, and parses it.
     *
     * @param applicationConfig the configuration as the application wrote it
     * @throws DeploymentException if the endpoint class is malformed
     */
    public EndpointBinding(
            HandshakeGuard guard,
            ServerEndpointConfig applicationConfig,
            EndpointFactory factory,
            ServerRuntime runtime)
            throws DeploymentException {
        this.guard = guard;
        this.applicationConfig = applicationConfig;
        this.factory = factory;
        this.runtime = runtime;
        Class<?> type = applicationConfig.getEndpointClass();
        this.model = Endpoint.class.isAssignableFrom(type)
                ? null
                : EndpointModel.parse(
                        type,
                        ServerSession.class,
                        applicationConfig.getDecoders(),
                        applicationConfig.getEncoders(),
                        List.of(new ServerParameters(guard.template())));
        if (guard.policy().json() != null) {
            applicationConfig.getUserProperties().put(JsonGuard.CHECKED, true);
        }
        Authenticator authenticator = guard.policy().authenticator();
        this.redactor = new Redactor(authenticator == null ? Set.of() : authenticator.secretParameters());
        this.noDecoders = Decoders.of(List.of(), applicationConfig);
        this.noEncoders = Encoders.of(List.of(), applicationConfig);
        this.rates = new RateLimits(guard.policy(), runtime.ticker());
    }

    /** What runs before a session. */
    public HandshakeGuard guard() {
        return guard;
    }

    /** What happened in its sessions. */
    public SessionCounts counts() {
        return counts;
    }

    /** How many sessions are open. */
    public int openSessions() {
        return sessions.size();
    }

    /** How many sessions are over and have their {@code onClose} still to run, or running. */
    public int closingSessions() {
        return closing.get();
    }

    /** The sessions open at present: a live view. */
    public Set<? extends ServerSession> sessions() {
        return sessions;
    }

    /** The configuration as the application wrote it. */
    public ServerEndpointConfig applicationConfig() {
        return applicationConfig;
    }

    /**
     * Grants a resumable session, if the client asks for one and the policy has it.
     *
     * @return why the handshake is to be refused after all, or {@code null}
     */
    public @Nullable Rejection resume(Admission admission, HandshakeContext handshake, HandshakeResponse response) {
        ResumeRequest request;
        try {
            request = ResumeDesk.request(handshake.headers(ResumeRequest.HEADER));
        } catch (ProtocolException e) {
            request = null; // refused by the guard before
        }
        if (request == null || !policy().delivery().isResumable()) {
            return null;
        }
        ResumeDesk.@Nullable Reception reception = runtime.desk()
                .receive(
                        request,
                        guard.scope(admission.pathParameters()),
                        admission.principal(),
                        policy().firstMessage() != null,
                        policy().delivery(),
                        policy().slowConsumer().maxBytes(),
                        counts::dropped);
        if (reception == null) {
            return guard.full("the session store is full");
        }
        admission.grant(reception.ticket());
        response.getHeaders().put(ResumeRequest.HEADER, List.of(reception.header()));
        return null;
    }

    /** Gives a session the properties that it begins with. One without a value is none: most maps of properties hold no null. */
    void configure(Map<String, Object> properties) {
        applicationConfig.getUserProperties().forEach((name, value) -> {
            if (value != null) {
                properties.putIfAbsent(name, value);
            }
        });
    }

    AtomicInteger closing() {
        return closing;
    }

    Set<GuardedSession> guardedSessions() {
        return sessions;
    }

    ServerPolicy policy() {
        return guard.policy();
    }

    ServerRuntime runtime() {
        return runtime;
    }

    Redactor redactor() {
        return redactor;
    }

    RateLimits rates() {
        return rates;
    }

    /** The decoders of one session; without any, all sessions share the same nothing. */
    Decoders decoders() throws DeploymentException {
        return applicationConfig.getDecoders().isEmpty()
                ? noDecoders
                : Decoders.of(applicationConfig.getDecoders(), applicationConfig);
    }

    /** The encoders of one session, likewise. */
    Encoders encoders() throws DeploymentException {
        return applicationConfig.getEncoders().isEmpty()
                ? noEncoders
                : Encoders.of(applicationConfig.getEncoders(), applicationConfig);
    }

    BoundApplication create() throws InstantiationException {
        EndpointFactory.Instance instance = factory.create(applicationConfig.getEndpointClass());
        Endpoint endpoint = model == null ? (Endpoint) instance.endpoint() : model.bind(instance.endpoint());
        return new BoundApplication(endpoint, instance.dispose());
    }

    /** There will be no tick any more: what waits for one is done now. */
    void lastTick(long now) {
        sessions.forEach(session -> session.tie().tick(now));
    }

    void tick(long now) {
        guard.expireReservations();
        rates.tick(now);
        for (GuardedSession session : sessions) {
            session.tick(now);
        }
    }
}
