package dev.mooring.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No endpoint whose configurator is ours is ever left unguarded. */
@Tag("servers")
class DeploymentContractTest {

    static final AtomicInteger CALLS = new AtomicInteger();

    @ServerEndpoint(value = "/malformed/{list}", configurator = Open.class)
    public static class Malformed {
        @OnOpen
        public void open(@PathParam("list") List<String> list) {}
    }

    public static class WithoutConstructor extends ResilientConfigurator {
        public WithoutConstructor(String unknown) {
            super(ServerPolicy.builder().build());
        }
    }

    @ServerEndpoint(value = "/unmakeable", configurator = WithoutConstructor.class)
    public static class Unmakeable {}

    @ServerEndpoint(value = "/bare", configurator = Open.class)
    public static class Bare {
        @OnOpen
        public void open(Session session) {
            CALLS.incrementAndGet();
        }

        @OnMessage
        public void message(String text) {
            CALLS.incrementAndGet();
        }
    }

    @ServerEndpoint(value = "/good", configurator = Open.class)
    public static class Good {
        @OnMessage
        public String echo(String text) {
            return text;
        }
    }

    @Test
    void aMalformedEndpointFailsTheDeployment() {
        assertThatThrownBy(() -> TestServer.start(Deployment.of(Good.class, Malformed.class)))
                .satisfies(failure -> assertThat(failure).isInstanceOf(Exception.class));
    }

    @Test
    void aConfiguratorThatCannotBeMadeFailsTheDeployment() {
        assertThatThrownBy(() -> TestServer.start(Deployment.of(Good.class, Unmakeable.class)))
                .satisfies(failure -> assertThat(failure).isInstanceOf(Exception.class));
    }

    @Test
    void anEndpointDeployedPastUsRefusesEveryHandshake() throws Exception {
        try (TestServer server = TestServer.start(Deployment.of(Good.class).andBare(Bare.class))) {
            try (RawClient client = RawClient.upgrade(server.port(), server.root() + "/good")) {
                client.text("x");
                assertThat(client.readText()).isEqualTo("x");
            }
            try (RawClient client = RawClient.upgrade(server.port(), server.root() + "/bare")) {
                assertThat(client.isOpen()).isFalse();
                client.text("x");
            } catch (IOException e) {
                assertThat(e).hasMessageNotContaining("connect");
            }
            assertThat(CALLS).hasValue(0);
        }
    }
}
