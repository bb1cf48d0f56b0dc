package dev.mooring.it;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is left of an application that was used and is gone. {@code -Dit.rounds=20} for the long proof. */
@ExtendWith(ArquillianExtension.class)
class UndeployIT {

    private static final int ROUNDS = Integer.getInteger("it.rounds", 4);

    /** Servers load classes of their own for some rounds, and compile. */
    private static final int WARM_UP = 2;

    /** What a round may cost the server itself; the classes of an application that stays take several times as much. */
    private static final long PER_ROUND = 1024L * Integer.getInteger("it.metaspace.kib", 512);

    private final Site site = Site.of("mooring");

    @ArquillianResource
    Deployer deployer;

    @Deployment(name = "passing", testable = false, managed = false)
    static WebArchive app() {
        return Wars.named("mooring");
    }

    @Test
    void undeployingLeavesNoThreadOrClassLoaderBehind() throws Exception {
        try (ServerJvm server = ServerJvm.attach()) {
            long before = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                deployer.deploy("passing");
                assertThat(site.get("here?symbol=EURUSD")).startsWith("EURUSD 42.0\n");
                assertThat(site.get("ask?text=hello&uri=" + site.socket("echo")))
                        .isEqualTo("hello");
                assertThat(server.ourThreads()).as("seen while it is there").isNotEmpty();
                deployer.undeploy("passing");
                await().atMost(ofSeconds(30))
                        .untilAsserted(() -> assertThat(server.ourThreads()).isEmpty());
                if (round == WARM_UP) {
                    before = server.metaspace();
                }
            }
            long bound = before + (ROUNDS - WARM_UP) * PER_ROUND;
            await().atMost(ofSeconds(30))
                    .pollInterval(ofSeconds(1))
                    .untilAsserted(
                            () -> assertThat(server.metaspace()).as("metaspace").isLessThan(bound));
            System.out.printf(
                    "metaspace: %+d KiB over %d rounds%n", (server.metaspace() - before) / 1024, ROUNDS - WARM_UP);
        }
    }
}
