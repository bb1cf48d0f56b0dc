package dev.mooring.tyrus;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.mooring.tyrus.engine.Observer;

@AnalyzeClasses(packages = "dev.mooring.tyrus", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ENGINE = "dev.mooring.tyrus.engine..";
    private static final String LIFECYCLE = "dev.mooring.tyrus.lifecycle..";
    private static final String TRANSPORT = "dev.mooring.tyrus.transport..";
    private static final String CORE = "dev.mooring.tyrus.core..";
    private static final String GRIZZLY = "dev.mooring.tyrus.grizzly..";
    private static final String NETTY = "dev.mooring.tyrus.netty..";
    private static final String RESUME = "dev.mooring.tyrus.resume..";
    private static final String MONITOR = "dev.mooring.tyrus.monitor..";
    private static final String VENDOR = "org.glassfish..";

    @ArchTest
    static final ArchRule theLifecycleIsPure = classes()
            .that()
            .resideInAPackage(LIFECYCLE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    LIFECYCLE,
                    "dev.mooring.websocket",
                    "java.lang..",
                    "java.net",
                    "java.time",
                    "java.util",
                    "jakarta.websocket",
                    "org.jspecify.annotations");

    @ArchTest
    static final ArchRule theLifecycleHasNoClockThreadLockOrRandomness = noClasses()
            .that()
            .resideInAPackage(LIFECYCLE)
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.util.concurrent..", "java.io..", "java.nio..")
                    .or(belongToAnyOf(Thread.class, java.util.Random.class, java.time.Clock.class))
                    .or(belongToAnyOf(java.time.Instant.class, java.lang.System.class)));

    @ArchTest
    static final ArchRule theEngineNeverSeesTyrusOrAnySockets = noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(VENDOR, "io.netty..", CORE, GRIZZLY, NETTY, MONITOR));

    @ArchTest
    static final ArchRule theSeamSeesNeitherSide = noClasses()
            .that()
            .resideInAPackage(TRANSPORT)
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage(VENDOR, "io.netty..", ENGINE, LIFECYCLE, RESUME, MONITOR, CORE, GRIZZLY, NETTY));

    @ArchTest
    static final ArchRule transportsKnowNothingOfRetriesAndStates = noClasses()
            .that()
            .resideInAnyPackage(CORE, GRIZZLY, NETTY)
            .should()
            .dependOnClassesThat(resideInAnyPackage(ENGINE, LIFECYCLE, RESUME, MONITOR));

    @ArchTest
    static final ArchRule whatTyrusDoesIsDoneOnWhicheverSockets =
            noClasses().that().resideInAPackage(CORE).should().dependOnClassesThat(resideInAnyPackage(GRIZZLY, NETTY));

    @ArchTest
    static final ArchRule socketsByGrizzlyKnowNothingOfNetty =
            noClasses().that().resideInAPackage(GRIZZLY).should().dependOnClassesThat(resideInAPackage(NETTY));

    @ArchTest
    static final ArchRule socketsByNettyKnowNothingOfGrizzly =
            noClasses().that().resideInAPackage(NETTY).should().dependOnClassesThat(resideInAPackage(GRIZZLY));

    @ArchTest
    static final ArchRule onlyTheNetworkLayerKnowsGrizzly = noClasses()
            .that()
            .resideOutsideOfPackage(GRIZZLY)
            .should()
            .dependOnClassesThat(resideInAPackage("org.glassfish.grizzly.."));

    @ArchTest
    static final ArchRule onlyTheTransportOnNettyKnowsNetty = noClasses()
            .that()
            .resideOutsideOfPackage(NETTY)
            .should()
            .dependOnClassesThat(resideInAPackage("io.netty.."));

    @ArchTest
    static final ArchRule handshakesOfResumableSessionsSeeTheApiAlone = noClasses()
            .that()
            .resideInAPackage(RESUME)
            .should()
            .dependOnClassesThat(resideInAnyPackage(VENDOR, "io.netty..", "dev.mooring.tyrus..")
                    .and(resideOutsideOfPackage(RESUME)));

    @ArchTest
    static final ArchRule monitorsSeeTheEnginesObserverAlone = noClasses()
            .that()
            .resideInAPackage(MONITOR)
            .should()
            .dependOnClassesThat(resideInAnyPackage(VENDOR, "io.netty..", "dev.mooring.tyrus..")
                    .and(resideOutsideOfPackage(MONITOR))
                    .and(not(belongToAnyOf(Observer.class))));

    @ArchTest
    static final ArchRule theBreakersLibraryStaysBehindOneClass = noClasses()
            .that()
            .haveNameNotMatching("dev\\.mooring\\.tyrus\\.engine\\.Circuit(\\$.*)?")
            .should()
            .dependOnClassesThat(resideInAPackage("io.github.resilience4j.."));

    @ArchTest
    static final ArchRule packagesDoNotGoInCircles =
            slices().matching("dev.mooring.tyrus.(*)..").should().beFreeOfCycles();
}
