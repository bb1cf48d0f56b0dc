package dev.mooring.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

@AnalyzeClasses(locations = ArchitectureTest.Ours.class)
class ArchitectureTest {

    /** Where our own classes are: to look for a package in all that is on the class path takes as long again. */
    static final class Ours implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> testClass) {
            return Set.of(Location.of(
                    MooringServer.class.getProtectionDomain().getCodeSource().getLocation()));
        }
    }

    @ArchTest
    static final ArchRule THE_SERVER_SEES_NO_CONTAINER = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.glassfish..", "io.undertow..", "org.eclipse..", "org.apache..", "dev.mooring.tyrus..");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.mooring.server.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOTHING_BELOW_SEES_THE_TOP = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.mooring.server.auth",
                    "dev.mooring.server.policy",
                    "dev.mooring.server.handshake",
                    "dev.mooring.server.session",
                    "dev.mooring.server.topic",
                    "dev.mooring.server.json",
                    "dev.mooring.server.drain",
                    "dev.mooring.server.health")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.mooring.server");

    @ArchTest
    static final ArchRule ONLY_THE_SERVLET_PACKAGE_SEES_SERVLETS = noClasses()
            .that()
            .resideOutsideOfPackage("dev.mooring.server.servlet")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.servlet..");

    @ArchTest
    static final ArchRule OPTIONAL_LIBRARIES_ARE_TOUCHED_IN_ONE_PLACE = classes()
            .that()
            .resideOutsideOfPackages("dev.mooring.server.json", "dev.mooring.server")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages("jakarta.enterprise..", "jakarta.validation..");
}
