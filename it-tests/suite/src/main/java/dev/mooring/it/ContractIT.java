package dev.mooring.it;

import java.util.List;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The server finds the endpoints, and our filter, in the application. */
class ContractIT extends ContractInside {

    /** Their paths are not each other's, so that one application can have them all. */
    static final List<String> CONTRACTS = List.of(
            "Authentication",
            "Broadcast",
            "Cdi",
            "Heartbeat",
            "IdleTimeout",
            "Limits",
            "Origin",
            "Rejection",
            "Resume",
            "ResumeAttack",
            "Session",
            "Surrogate",
            "Topic");

    @Deployment(testable = false)
    static WebArchive app() {
        return ContractWar.scanned("contract", CONTRACTS);
    }

    @TestFactory
    Stream<DynamicTest> contract() {
        return run("contract", CONTRACTS);
    }
}
