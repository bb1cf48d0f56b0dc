package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.server.policy.ServerPolicy;
import jakarta.websocket.server.ServerEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.glassfish.tyrus.server.TyrusServerContainer;
import org.glassfish.tyrus.spi.ServerContainer;
import org.glassfish.tyrus.spi.ServerContainerFactory;
import org.junit.jupiter.api.Test;

class DeployTest {

    public static final class Open extends ResilientConfigurator {
        public Open() {
            super(ServerPolicy.builder().allowMissingOrigin().build());
        }
    }

    @ServerEndpoint(value = "/chat/{room}", configurator = Open.class)
    public static final class Chat {}

    /** Tyrus takes none any more when it has been told that these are all. */
    @ServerEndpoint(value = "/late", configurator = Open.class)
    public static final class Late {}

    @Test
    void whatAContainerRefusesIsNotAnEndpointOfTheServer() throws Exception {
        ServerContainer container = ServerContainerFactory.createServerContainer(Map.of());
        try (MooringServer mooring = MooringServer.create()) {
            List<String> told = new ArrayList<>();
            mooring.runtime()
                    .addDeploymentListener(
                            binding -> told.add(binding.guard().template().toString()));
            mooring.deploy(container, Chat.class);
            ((TyrusServerContainer) container).doneDeployment();
            assertThatThrownBy(() -> mooring.deploy(container, Late.class)).isInstanceOf(Exception.class);
            assertThat(mooring.health().json()).contains("/chat/{room}").doesNotContain("/late");
            assertThat(told).containsExactly("/chat/{room}");
        }
    }
}
