package dev.mooring.micrometer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.mooring.micrometer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule noImplementationIsSeen =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("dev.mooring.tyrus..", "org.glassfish..");

    /** So that a client's application need not have it. */
    @ArchTest
    static final ArchRule onlyTheServersMetersSeeTheServer = noClasses()
            .that()
            .haveSimpleNameNotContaining("Server")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.mooring.server..");
}
