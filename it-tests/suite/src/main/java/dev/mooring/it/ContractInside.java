package dev.mooring.it;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of the server half, which its own build runs on embedded servers: here inside this one. */
@ExtendWith(ArquillianExtension.class)
@EnabledIfSystemProperty(named = "mooring.it.contract", matches = ".+")
abstract class ContractInside {

    /** What takes longest. */
    private static final Set<String> LEFT_OUT = Boolean.getBoolean("it.contract.whole")
            ? Set.of()
            : Set.of("Broadcast", "Heartbeat", "Resume", "ResumeAttack", "SlowConsumer");

    static Stream<DynamicTest> run(String application, List<String> contracts) {
        return contracts.stream()
                .flatMap(contract -> LEFT_OUT.contains(contract)
                        ? Stream.of(dynamicTest(
                                contract, () -> Assumptions.abort("takes long: only with -Dit.contract.whole=true")))
                        : Inside.run(Site.of(application), contract));
    }
}
