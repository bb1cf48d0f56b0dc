package dev.mooring.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications that must not come up, and the one that does without what is wrong with them. */
class ContractDeploymentIT extends ContractInside {

    static final String CONTRACT = "Deployment";

    @ArquillianResource
    Deployer deployer;

    @Deployment(name = "good", testable = false, managed = false)
    static WebArchive good() {
        return ContractWar.scanned("good", List.of(CONTRACT), "Malformed", "Unmakeable");
    }

    @Deployment(name = "malformed", testable = false, managed = false)
    static WebArchive malformed() {
        return ContractWar.scanned("malformed", List.of(CONTRACT), "Unmakeable");
    }

    @Deployment(name = "unmakeable", testable = false, managed = false)
    static WebArchive unmakeable() {
        return ContractWar.scanned("unmakeable", List.of(CONTRACT), "Malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"malformed", "unmakeable"})
    void anEndpointThatCannotBeGuardedFailsTheDeploymentAndLeavesNoThread(String application) throws Exception {
        Throwable failure = catchThrowable(() -> deployer.deploy(application));
        assertThat(failure == null || failure.getMessage().contains("guarded endpoints cannot be deployed"))
                .as("Payara Micro says so in its log only, not to who deploys: " + failure)
                .isTrue();
        assertThat(Site.of(application).get("health")).startsWith("HTTP 404");
        try (ServerJvm server = ServerJvm.attach()) {
            await().untilAsserted(() -> assertThat(server.ourThreads()).isEmpty());
        }
    }

    @Test
    void withoutItTheSameApplicationIsDeployed() {
        deployer.deploy("good");
        assertThat(Site.of("good").get("health")).contains("\"/good\":{");
        deployer.undeploy("good");
    }

    @Test
    void noContractIsLeftOut() {
        assertThat(Stream.of(ContractIT.CONTRACTS, ContractTooIT.CONTRACTS, ContractByHandIT.CONTRACTS)
                        .flatMap(List::stream))
                .doesNotHaveDuplicates()
                .containsAll(ContractWar.all().stream()
                        .filter(each -> !each.equals(CONTRACT))
                        .toList());
    }
}
