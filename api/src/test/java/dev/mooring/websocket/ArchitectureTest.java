package dev.mooring.websocket;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.mooring.websocket", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule apiDependsOnTheSpecificationOnly = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.net.ssl",
                    "jakarta.websocket",
                    "jakarta.json.bind",
                    "org.jspecify.annotations",
                    "dev.mooring.websocket",
                    "dev.mooring.websocket.spi",
                    "dev.mooring.websocket.dispatch",
                    "dev.mooring.websocket.delivery");

    @ArchTest
    static final ArchRule theProtocolOfDeliveryKnowsNothingElse = classes()
            .that()
            .resideInAPackage("..delivery")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify.annotations", "dev.mooring.websocket.delivery");

    @ArchTest
    static final ArchRule jsonbIsOptionalAndUsedByItsCodecAlone = noClasses()
            .that()
            .doNotBelongToAnyOf(JsonbCodec.class)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.json.bind..");

    // the contract and its SPI know each other; dispatch builds on the contract, and nothing here on dispatch
    @ArchTest
    static final ArchRule dispatchIsAboveTheContract = noClasses()
            .that()
            .resideOutsideOfPackage("..dispatch")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..dispatch");

    @ArchTest
    static final ArchRule dispatchDoesNotKnowTheSpi = noClasses()
            .that()
            .resideInAPackage("..dispatch")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..spi");
}
