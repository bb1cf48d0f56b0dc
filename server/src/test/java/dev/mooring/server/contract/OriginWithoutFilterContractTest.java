package dev.mooring.server.contract;

import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.TestServer;
import java.util.Set;

/** The Configurator alone. */
class OriginWithoutFilterContractTest extends OriginContract {

    @Override
    Deployment deployment() {
        return Deployment.of(Target.class).withoutFilter();
    }

    @Override
    Set<String> hidden() {
        return switch (TestServer.kind()) {
            case "tyrus" -> OriginContractTest.TRIMMED_BY_GRIZZLY;
            case "payara-micro", "payara-server" -> Set.of("allowed and empty"); // the second, which is not passed on
            default -> Set.of();
        };
    }
}
