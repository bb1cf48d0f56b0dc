package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.server.auth.Authenticators;
import dev.mooring.server.handshake.Admission;
import dev.mooring.server.handshake.AdmittedPrincipal;
import dev.mooring.server.handshake.HandshakeGuard;
import dev.mooring.server.handshake.JakartaHandshake;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.policy.ServerPolicyBuilder;
import dev.mooring.server.session.EndpointBinding;
import dev.mooring.server.session.GuardedEndpoint;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.URI;
import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A container that opens another endpoint than the one whose policy the filter has asked. */
class OtherEndpointTest {

    private static final HandshakeResponse RESPONSE = HashMap::new;

    private final MooringServer mooring = MooringServer.create();
    private final ServerEndpointConfig open = guard("/{any}", ServerPolicy.builder());
    private final ServerEndpointConfig members =
            guard("/b", ServerPolicy.builder().authenticate(Authenticators.containerPrincipal()));

    public static final class Silent extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    }

    private static final class Configurator extends ResilientConfigurator {
        Configurator(ServerPolicyBuilder policy) {
            super(policy.allowMissingOrigin().build());
        }
    }

    private record Request(Principal getUserPrincipal) implements HandshakeRequest {

        @Override
        public Map<String, List<String>> getHeaders() {
            return Map.of();
        }

        @Override
        public URI getRequestURI() {
            return URI.create("/b");
        }

        @Override
        public boolean isUserInRole(String role) {
            return true;
        }

        @Override
        public @Nullable Object getHttpSession() {
            return null;
        }

        @Override
        public Map<String, List<String>> getParameterMap() {
            return Map.of();
        }

        @Override
        public String getQueryString() {
            return "";
        }
    }

    private ServerEndpointConfig guard(String path, ServerPolicyBuilder policy) {
        try {
            return mooring.guard(ServerEndpointConfig.Builder.create(Silent.class, path)
                    .configurator(new Configurator(policy))
                    .build());
        } catch (DeploymentException e) {
            throw new AssertionError(e);
        }
    }

    private HandshakeGuard guardOf(ServerEndpointConfig config) {
        return mooring.runtime().bindings().stream()
                .map(EndpointBinding::guard)
                .filter(guard -> guard.template().toString().equals(config.getPath()))
                .findFirst()
                .orElseThrow();
    }

    /** What the filter makes of a request of this principal, having asked the open endpoint. */
    private Request marked(@Nullable Principal container) {
        JakartaHandshake handshake = new JakartaHandshake(new Request(container));
        Admission admission = (Admission) guardOf(open).decide(handshake, Map.of("any", "b"));
        return new Request(new AdmittedPrincipal(admission, container));
    }

    private Admission modify(Request request) {
        members.getConfigurator().modifyHandshake(members, request, RESPONSE);
        return (Admission) members.getUserProperties().get(GuardedEndpoint.ADMISSION);
    }

    @AfterEach
    void close() {
        mooring.close();
    }

    @Test
    void theMarkOfTheFilterIsNobody() {
        Request marked = marked(null);
        assertThatThrownBy(() -> modify(marked)).hasMessageContaining("401");
        assertThat(new JakartaHandshake(marked).isUserInRole("any")).isFalse();
    }

    @Test
    void whomTheContainerKnowsIsKnownBehindTheMark() {
        Principal ann = () -> "ann";
        assertThat(modify(marked(ann)).principal()).isSameAs(ann);
    }

    @Test
    void thePlacesThatTheFilterTookAreGivenBackAtOnce() {
        Request marked = marked(() -> "ann");
        assertThat(guardOf(open).connections()).isEqualTo(1);
        assertThat(modify(marked).guard()).isSameAs(guardOf(members));
        assertThat(guardOf(open).connections()).isZero();
    }
}
