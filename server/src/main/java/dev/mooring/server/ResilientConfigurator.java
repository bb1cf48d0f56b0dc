package dev.mooring.server;

import dev.mooring.server.auth.Rejection;
import dev.mooring.server.handshake.Admission;
import dev.mooring.server.handshake.AdmittedPrincipal;
import dev.mooring.server.handshake.Decision;
import dev.mooring.server.handshake.HandshakeGuard;
import dev.mooring.server.handshake.JakartaHandshake;
import dev.mooring.server.handshake.StatusSetter;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.session.EndpointBinding;
import dev.mooring.server.session.EndpointFactory;
import dev.mooring.server.session.GuardedEndpoint;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configurator of a guarded endpoint: it carries the {@link ServerPolicy}, and runs it on every handshake, after the
 * servlet filter or alone. Subclass it with a public no-arg constructor and name it in the annotation:
 *
 * <pre>{@code
 * public class ChatConfigurator extends ResilientConfigurator {
 *     public ChatConfigurator() {
 *         super(ServerPolicy.builder().allowOrigins("https://app.example").build());
 *     }
 * }
 *
 * @ServerEndpoint(value = "/chat/{room}", configurator = ChatConfigurator.class)
 * public class Chat {}
 * }</pre>
 *
 * <p>It works only in an endpoint that {@link MooringServer} has wrapped, which happens by itself in a servlet container.
 * In any other it refuses all handshakes, for nothing would enforce the rest of the policy. Thread-safe.
 */
public abstract class ResilientConfigurator extends ServerEndpointConfig.Configurator {

    private static final System.Logger LOG = System.getLogger(ResilientConfigurator.class.getName());

    private final ServerPolicy policy;
    private volatile @Nullable EndpointBinding binding;

    /** A configurator with this policy. */
    protected ResilientConfigurator(ServerPolicy policy) {
        this.policy = policy;
    }

    /** The policy. */
    public final ServerPolicy policy() {
        return policy;
    }

    final void bind(EndpointBinding value) {
        binding = value;
    }

    /**
     * Makes an instance of the application's endpoint: by CDI where there is CDI, else as the container does it. Override
     * it to make them in another way.
     */
    protected EndpointFactory.Instance createEndpoint(Class<?> type) throws InstantiationException {
        EndpointFactory.Instance injected = CdiInstances.create(type);
        return injected != null ? injected : new EndpointFactory.Instance(super.getEndpointInstance(type), () -> {});
    }

    /** Whether an Origin passes; {@link #modifyHandshake} looks at all values of the header once more. */
    @Override
    public final boolean checkOrigin(String originHeaderValue) {
        // a container that stops here answers a bare 403 or 404; the rest of the decision needs the whole request
        EndpointBinding bound = binding;
        return originHeaderValue == null || bound == null || bound.guard().allowsOrigin(originHeaderValue);
    }

    /** Runs the policy, unless the filter has, and sends its decision along with the handshake. */
    @Override
    public final void modifyHandshake(
            ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        config.getUserProperties().remove(GuardedEndpoint.ADMISSION);
        EndpointBinding bound = binding;
        if (bound == null || config.getEndpointClass() != GuardedEndpoint.class) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    config.getEndpointClass().getName()
                            + " has a ResilientConfigurator but was not deployed through MooringServer:"
                            + " all handshakes are refused");
            throw new IllegalStateException("endpoint is not guarded");
        }
        Decision decision = decide(bound.guard(), request);
        config.getUserProperties().put(GuardedEndpoint.BINDING, bound);
        if (decision instanceof Admission admission) {
            Rejection full = bound.resume(admission, new JakartaHandshake(request), response);
            if (full != null) {
                admission.abandon();
                refuse(full, response);
                return;
            }
            config.getUserProperties().put(GuardedEndpoint.ADMISSION, admission);
        } else if (decision instanceof Decision.Rejected rejected) {
            refuse(rejected.rejection(), response);
        }
    }

    private static Decision decide(HandshakeGuard guard, HandshakeRequest request) {
        Admission early = AdmittedPrincipal.admission(request.getUserPrincipal());
        if (early != null && early.guard() == guard) {
            return early;
        }
        if (early != null) {
            early.abandon(); // the container opens another endpoint than the one the filter has asked
        }
        JakartaHandshake handshake = new JakartaHandshake(request);
        return guard.decide(handshake, guard.template().matchEnd(handshake.path()));
    }

    /** Jakarta has no way to answer a status here: where the container has one of its own it is used, else we throw. */
    private static void refuse(Rejection rejection, HandshakeResponse response) {
        if (!StatusSetter.set(response, rejection.status())) {
            throw new Refused(rejection);
        }
        rejection.headers().forEach((name, value) -> response.getHeaders().put(name, List.of(value)));
    }

    /** No accident, so without a stack trace: containers log what is thrown at them. */
    private static final class Refused extends RuntimeException {
        Refused(Rejection rejection) {
            super("handshake rejected: " + rejection, null, false, false);
        }
    }

    /** Makes the endpoint the container asks for, which is the guarded one; no other is made. */
    @Override
    public final <T> T getEndpointInstance(Class<T> endpointClass) throws InstantiationException {
        if (endpointClass == GuardedEndpoint.class) {
            return endpointClass.cast(new GuardedEndpoint());
        }
        throw new InstantiationException(
                endpointClass.getName() + " is to be deployed through MooringServer: else nothing guards it");
    }
}
