package dev.mooring.it;

import java.util.List;
import java.util.stream.Stream;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of the server half, which its own build runs on embedded servers: here inside this one. */
@ExtendWith(ArquillianExtension.class)
@EnabledIfSystemProperty(named = "mooring.it.contract", matches = ".+")
abstract class ContractInside {

    static Stream<DynamicTest> run(String application, List<String> contracts) {
        return contracts.stream().flatMap(contract -> Inside.run(Site.of(application), contract));
    }
}
