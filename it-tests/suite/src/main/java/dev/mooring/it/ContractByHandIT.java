package dev.mooring.it;

import java.util.List;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The application deploys the endpoints itself, and there is no filter. */
class ContractByHandIT extends ContractInside {

    static final List<String> CONTRACTS = List.of("OriginWithoutFilter", "RejectionWithoutFilter");
    private static final String DEPLOYMENT = ContractDeploymentIT.CONTRACT;

    @Deployment(testable = false)
    static WebArchive app() {
        return ContractWar.byHand(
                "by-hand",
                List.of("OriginContract$Target", "RejectionContract$Unreachable", DEPLOYMENT + "ContractTest$Good"),
                DEPLOYMENT + "ContractTest$Bare",
                List.of("Origin", "Rejection", DEPLOYMENT));
    }

    @TestFactory
    Stream<DynamicTest> contract() {
        return run("by-hand", CONTRACTS);
    }

    @TestFactory
    Stream<DynamicTest> contractOfAnEndpointDeployedPastUs() {
        return run("by-hand", List.of(DEPLOYMENT + "#anEndpointDeployedPastUsRefusesEveryHandshake"));
    }
}
