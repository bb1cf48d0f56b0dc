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
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client in one application of an endpoint in another, which comes and goes. */
@ExtendWith(ArquillianExtension.class)
class TwoApplicationsIT {

    private final Site mooring = Site.of("mooring");
    private final Site other = Site.of("other");

    @ArquillianResource
    Deployer deployer;

    @Deployment(testable = false, order = 1)
    static WebArchive app() {
        return Wars.named("mooring");
    }

    @Deployment(name = "other", testable = false, managed = false, order = 2)
    static WebArchive other() {
        return Wars.named("other");
    }

    @Test
    void sessionsOutliveTheApplicationTheyTalkTo() throws Exception {
        assertThat(mooring.get("there")).as("before there is anybody").doesNotContain("opened");
        deployer.deploy("other");
        awaitThere("opened");
        Outside outside = new Outside();
        try (ResilientContainer container = Outside.patient().build();
                ResilientSession session = container.connectToServer(outside, other.socket("echo"))) {
            deployer.undeploy("other");
            awaitThere("closed 1012");
            await().untilAsserted(() -> assertThat(outside.closed)
                    .singleElement()
                    .satisfies(reason -> {
                        assertThat(reason.getCloseCode().getCode()).isEqualTo(1012);
                        assertThat(reason.getReasonPhrase()).startsWith("mooring;retry-ms=");
                    }));
            mooring.get("there?text=said-meanwhile");
            session.getBasicRemote().sendText("said meanwhile");
            deployer.deploy("other");
            awaitThere("message said-meanwhile");
            await().atMost(ofSeconds(30)).until(() -> outside.received.contains("said meanwhile"));
            assertThat(outside.opened).hasValue(2);
        } finally {
            deployer.undeploy("other");
        }
    }

    private void awaitThere(String told) {
        await().atMost(ofSeconds(30))
                .untilAsserted(() -> assertThat(mooring.get("there")).contains(told));
    }
}
