package dev.mooring.it;

import java.util.List;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contracts whose paths {@link ContractIT} has already, and at the end the one that lets nobody in any more. */
class ContractTooIT extends ContractInside {

    static final List<String> CONTRACTS = List.of("InvalidInput", "SlowConsumer", "ContainerPrincipal", "Drain");

    @Deployment(testable = false)
    static WebArchive app() {
        return ContractWar.scanned("contract-too", CONTRACTS);
    }

    @TestFactory
    Stream<DynamicTest> contract() {
        return run("contract-too", CONTRACTS);
    }
}
