package dev.mooring.it;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of an application that was used and is gone. {@code -Dit.rounds=20} for the long proof. */
@ExtendWith(ArquillianExtension.class)
class UndeployIT {

    private static final int ROUNDS = Integer.getInteger("it.rounds", 4);

    /**
     * How many class loaders may stay, however many rounds there were. On Java 17 the JDK keeps the last record that was
     * compared, and a thread of a server's pool the classes that were on the stack when it was started.
     */
    private static final int STAY = 3;

    /** In fewer rounds, what a server keeps for a while cannot be told from what stays. */
    private static final int LONG = 20;

    /** KiB of metaspace: two applications or so. One that stays every other round is far above it after the long proof. */
    private static final long METASPACE = 8 * 1024;

    /** A thread of the JVM's more or less. */
    private static final int THREADS = 3;

    /** Connections of others. */
    private static final int CROWD = 64;

    /** A class of the application. */
    private static final String OURS = "dev.mooring.it.app.Market";

    private final Site mooring = Site.of("mooring");

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

    @Deployment(name = "netty", testable = false, managed = false)
    static WebArchive netty() {
        return Wars.withNetty("netty");
    }

    @Deployment(name = "plain", testable = false, managed = false)
    static WebArchive plain() {
        return ShrinkWrap.create(WebArchive.class, "plain.war").addClass(Plain.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"visitor", "netty"})
    void anApplicationWithClientsLeavesNothingBehind(String visitor) throws Exception {
        try (ServerJvm server = ServerJvm.attach()) {
            deployer.deploy("mooring"); // the visitor's clients connect to it, and nobody to the visitor
            try {
                int before = server.loadersOf(OURS);
                assertThat(before).as("seen while it is there").isPositive();
                Left left = new Left(server);
                for (int round = 1; round <= ROUNDS; round++) {
                    deployer.deploy(visitor);
                    use(Site.of(visitor));
                    assertThat(netty(server)).as("seen while it is there").isEqualTo(visitor.equals("netty"));
                    deployer.undeploy(visitor);
                    await().atMost(ofSeconds(30)).until(() -> !netty(server));
                    left.look(OURS);
                }
                left.assertFlat("with clients, " + visitor);
                awaitAtMost(server, OURS, before + STAY);
            } finally {
                deployer.undeploy("mooring");
            }
        }
    }

    /**
     * Payara keeps each request that became a WebSocket in a cache of the thread that read it, and its endpoint with it, until
     * the next one takes the place. So another application is in use meanwhile, as on any server, and has many at once.
     */
    @Test
    void anApplicationWithEndpointsLeavesNothingBehind() throws Exception {
        try (ServerJvm server = ServerJvm.attach()) {
            deployer.deploy("plain");
            try {
                int before = server.loadersOf(OURS);
                Left left = new Left(server);
                for (int round = 1; round <= ROUNDS; round++) {
                    deployer.deploy("mooring");
                    use(mooring);
                    assertThat(server.ourThreads()).as("seen while it is there").isNotEmpty();
                    deployer.undeploy("mooring");
                    await().atMost(ofSeconds(30))
                            .untilAsserted(() -> assertThat(server.ourThreads()).isEmpty());
                    crowd(Site.of("plain"));
                    left.look(OURS);
                }
                left.assertFlat("with endpoints");
                awaitAtMost(server, OURS, before + STAY);
            } finally {
                deployer.undeploy("plain");
            }
        }
    }

    /** Whether there are event loops of Netty's that are ours: nobody else here has that transport. */
    private static boolean netty(ServerJvm server) throws Exception {
        return server.ourThreads().stream().anyMatch(name -> name.contains("-netty-"));
    }

    private void use(Site site) {
        assertThat(site.get("here?symbol=EURUSD")).startsWith("EURUSD 42.0\n");
        assertThat(site.get("ask?text=hello&uri=" + mooring.socket("echo"))).isEqualTo("hello");
    }

    private static void crowd(Site site) throws Exception {
        Outside outside = new Outside();
        List<ResilientSession> sessions = new ArrayList<>();
        try (ResilientContainer container = Outside.patient().build()) {
            for (int i = 0; i < CROWD; i++) {
                sessions.add(container.connectToServer(outside, site.socket("echo")));
            }
            for (ResilientSession session : sessions) {
                session.getBasicRemote().sendText("hello");
            }
            await().until(() -> outside.received.size() == CROWD);
        }
    }

    private static void awaitAtMost(ServerJvm server, String className, int bound) {
        await().atMost(ofSeconds(30))
                .pollInterval(ofSeconds(1))
                .untilAsserted(() -> assertThat(server.loadersOf(className))
                        .as("class loaders of ours that are still there")
                        .isLessThanOrEqualTo(bound));
    }

    /** What is left after each round. */
    private static final class Left {

        private final ServerJvm server;
        private final Trend loaders = new Trend();
        private final Trend metaspace = new Trend();
        private final Trend threads = new Trend();

        Left(ServerJvm server) {
            this.server = server;
        }

        void look(String className) throws Exception {
            loaders.add(server.loadersOf(className)); // which collects
            metaspace.add(server.metaspace());
            threads.add(server.threadsOfOthers().size());
        }

        void assertFlat(String what) {
            System.out.println(what + ": " + this);
            if (ROUNDS >= LONG) {
                assertThat(metaspace.growth())
                        .as("KiB of metaspace, %s: %s", what, this)
                        .isLessThan(METASPACE);
                assertThat(threads.growth()).as("threads, %s: %s", what, this).isLessThanOrEqualTo(THREADS);
            }
        }

        @Override
        public String toString() {
            return "after each of " + ROUNDS + " rounds class loaders " + loaders + ", KiB of metaspace " + metaspace
                    + ", threads " + threads;
        }
    }
}
