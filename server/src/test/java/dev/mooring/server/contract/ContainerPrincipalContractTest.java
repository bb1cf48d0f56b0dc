package dev.mooring.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mooring.server.auth.Authenticators;
import dev.mooring.server.auth.HandshakeRejectedException;
import dev.mooring.server.auth.Rejection;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the container itself has authenticated. Standalone Tyrus authenticates nobody. */
class ContainerPrincipalContractTest extends ServerContract {

    private static final String NOBODY = "this server has no users to authenticate";
    private static final String ANN = basic("ann:secret");

    public static class ByContainer extends Open {
        public ByContainer() {
            super(options().authenticate(Authenticators.containerPrincipal()));
        }
    }

    public static class ByRole extends Open {
        public ByRole() {
            super(options().authenticate(request -> {
                if (!request.isUserInRole(request.pathParameters().get("role"))) {
                    throw new HandshakeRejectedException(Rejection.forbidden("not in the role"));
                }
                return request.containerPrincipal();
            }));
        }
    }

    public static class Single extends Open {
        public Single() {
            super(options().maxConnectionsPerPrincipal(1));
        }
    }

    public static class Forbidding extends Open {
        public Forbidding() {
            super(options().authenticate(request -> {
                throw new HandshakeRejectedException(Rejection.forbidden("not for anybody"));
            }));
        }
    }

    public static class Who {
        @OnMessage
        public String who(String text, Session session) {
            Principal principal = session.getUserPrincipal();
            return principal == null ? "nobody" : principal.getName();
        }
    }

    @ServerEndpoint(value = "/member/authenticated", configurator = ByContainer.class)
    public static class Authenticated extends Who {}

    @ServerEndpoint(value = "/member/in/{role}", configurator = ByRole.class)
    public static class InRole extends Who {}

    @ServerEndpoint(value = "/member/unasked", configurator = Open.class)
    public static class Unasked extends Who {}

    @ServerEndpoint(value = "/member/alone", configurator = Single.class)
    public static class Alone extends Who {}

    @ServerEndpoint(value = "/stranger", configurator = ByContainer.class)
    public static class Stranger extends Who {}

    /** Of two templates that match, the one with the literal further to the left is meant, not the one with more of them. */
    @ServerEndpoint(value = "/{any}/for/all", configurator = Open.class)
    public static class ForAll extends Who {}

    @ServerEndpoint(value = "/only/{some}/{come}", configurator = ByContainer.class)
    public static class OnlySome extends Who {}

    @ServerEndpoint(value = "/{any}/for/none", configurator = Forbidding.class)
    public static class ForNone extends Who {}

    @ServerEndpoint(value = "/yet/{some}/{come}", configurator = Open.class)
    public static class YetSome extends Who {}

    @Override
    Deployment deployment() {
        return Deployment.of(
                        Authenticated.class,
                        InRole.class,
                        Unasked.class,
                        Alone.class,
                        Stranger.class,
                        ForAll.class,
                        OnlySome.class,
                        ForNone.class,
                        YetSome.class)
                .withMembers();
    }

    private static String basic(String credentials) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/member/authenticated", "/member/in/member", "/member/unasked"})
    void whoTheContainerKnowsIsTheSessionsPrincipal(String path) throws Exception {
        assumeTrue(TestServer.hasMembers(), NOBODY);
        try (RawClient client = connect(path, ANN)) {
            client.text("who");
            assertThat(client.readText()).isEqualTo("ann");
        }
    }

    @Test
    void aRoleThatIsMissingIsRefused() throws Exception {
        assumeTrue(TestServer.hasMembers(), NOBODY);
        try (RawClient client = connect("/member/in/owner", ANN)) {
            assertThat(client.status()).isEqualTo(403);
        }
    }

    @Test
    void moreConnectionsOfAPrincipalThanAllowedGet429ThoughOnlyTheContainerHasAskedWhoItIs() throws Exception {
        assumeTrue(TestServer.hasMembers(), NOBODY);
        try (RawClient one = connect("/member/alone", ANN);
                RawClient two = connect("/member/alone", ANN)) {
            assertThat(one.status()).isEqualTo(101);
            assertThat(two.status()).isEqualTo(429);
            one.text("who");
            assertThat(one.readText()).isEqualTo("ann");
        }
        awaitQuiet();
        try (RawClient again = connect("/member/alone", ANN)) {
            assertThat(again.status()).isEqualTo(101);
        }
    }

    @Test
    void whomTheContainerDoesNotKnowIsRefused() throws Exception {
        try (RawClient nobody = connect("/member/authenticated");
                RawClient wrong = connect("/member/authenticated", basic("ann:wrong"));
                RawClient unasked = connect("/stranger")) {
            assertThat(nobody.status()).isEqualTo(401);
            assertThat(wrong.status()).isEqualTo(401);
            assertThat(unasked.status()).isEqualTo(401);
        }
    }

    @Test
    void ofOverlappingTemplatesTheOneThatOpensIsAsked() throws Exception {
        try (RawClient refused = connect("/only/for/all");
                RawClient open = connect("/yet/for/none");
                RawClient other = connect("/others/for/all");
                RawClient none = connect("/others/for/none")) {
            assertThat(refused.status()).isEqualTo(401);
            open.text("who");
            assertThat(open.readText()).isEqualTo("nobody");
            other.text("who");
            assertThat(other.readText()).isEqualTo("nobody");
            assertThat(none.status()).isEqualTo(403);
        }
    }
}
