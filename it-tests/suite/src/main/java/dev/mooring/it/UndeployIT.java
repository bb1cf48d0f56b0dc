package dev.mooring.it;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is left of an application that was used and is gone. {@code -Dit.rounds=20} for the long proof. */
@ExtendWith(ArquillianExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UndeployIT {

    private static final int ROUNDS = Integer.getInteger("it.rounds", 4);

    /**
     * How many class loaders may stay, however many rounds there were. On Java 17 the JDK keeps the last record that was
     * compared, and a thread of a server's pool the classes that were on the stack when it was started.
     */
    private static final int STAY = 3;

    /** A class of the application. */
    private static final String OURS = "dev.mooring.it.app.Market";

    private final Site mooring = Site.of("mooring");
    private final Site visitor = Site.of("visitor");

    @ArquillianResource
    Deployer deployer;

    @Deployment(name = "mooring", testable = false, managed = false)
    static WebArchive app() {
        return Wars.named("mooring");
    }

    @Deployment(name = "visitor", testable = false, managed = false)
    static WebArchive visitor() {
        return Wars.named("visitor");
    }

    @Deployment(name = "plain", testable = false, managed = false)
    static WebArchive plain() {
        return ShrinkWrap.create(WebArchive.class, "plain.war").addClass(Plain.class);
    }

    @Test
    @Order(1) // the other leaves something on Payara, which may go meanwhile
    void anApplicationWithClientsLeavesNothingBehind() throws Exception {
        try (ServerJvm server = ServerJvm.attach()) {
            deployer.deploy("mooring"); // the visitor's clients connect to it, and nobody to the visitor
            try {
                int before = server.loadersOf(OURS);
                assertThat(before).as("seen while it is there").isPositive();
                long metaspace = server.metaspace();
                for (int round = 1; round <= ROUNDS; round++) {
                    deployer.deploy("visitor");
                    use(visitor);
                    deployer.undeploy("visitor");
                }
                awaitAtMost(server, OURS, before + STAY);
                tell("with clients", server, server.loadersOf(OURS) - before, metaspace);
            } finally {
                deployer.undeploy("mooring");
            }
        }
    }

    @Test
    void anApplicationWithEndpointsLeavesNoMoreBehindThanOneWithoutUs() throws Exception {
        try (ServerJvm server = ServerJvm.attach()) {
            long metaspace = server.metaspace();
            for (int round = 1; round <= ROUNDS; round++) {
                deployer.deploy("plain");
                connect(Site.of("plain"));
                deployer.undeploy("plain");
            }
            int plain = server.loadersOf(Plain.class.getName());
            tell("without us", server, plain, metaspace);
            int before = server.loadersOf(OURS);
            metaspace = server.metaspace();
            for (int round = 1; round <= ROUNDS; round++) {
                deployer.deploy("mooring");
                use(mooring);
                assertThat(server.ourThreads()).as("seen while it is there").isNotEmpty();
                deployer.undeploy("mooring");
                await().atMost(ofSeconds(30))
                        .untilAsserted(() -> assertThat(server.ourThreads()).isEmpty());
            }
            awaitAtMost(server, OURS, before + plain + STAY);
            tell("with endpoints", server, server.loadersOf(OURS) - before, metaspace);
        }
    }

    private void use(Site site) {
        assertThat(site.get("here?symbol=EURUSD")).startsWith("EURUSD 42.0\n");
        assertThat(site.get("ask?text=hello&uri=" + mooring.socket("echo"))).isEqualTo("hello");
    }

    private static void connect(Site site) throws Exception {
        Outside outside = new Outside();
        try (ResilientContainer container = Outside.patient().build();
                ResilientSession session = container.connectToServer(outside, site.socket("echo"))) {
            session.getBasicRemote().sendText("hello");
            await().until(() -> outside.received.contains("hello"));
        }
    }

    private static void awaitAtMost(ServerJvm server, String className, int bound) {
        await().atMost(ofSeconds(30))
                .pollInterval(ofSeconds(1))
                .untilAsserted(() -> assertThat(server.loadersOf(className))
                        .as("class loaders of ours that are still there")
                        .isLessThanOrEqualTo(bound));
    }

    private static void tell(String what, ServerJvm server, int loaders, long metaspace) throws Exception {
        System.out.printf(
                "undeployed %d times, %s: %d class loaders stay, metaspace %+d KiB%n",
                ROUNDS, what, loaders, server.metaspace() - metaspace);
    }
}
