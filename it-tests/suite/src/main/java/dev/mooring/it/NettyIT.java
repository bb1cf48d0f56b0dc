package dev.mooring.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The application with Netty in it: its connections are on that, with the Tyrus that is in the WAR or the server's own. */
@ExtendWith(ArquillianExtension.class)
class NettyIT {

    private final Site site = Site.of("mooring");

    @Deployment(testable = false)
    static WebArchive app() {
        return Wars.withNetty("mooring");
    }

    @Test
    void aClientBeanIsOnNettyAsThatIsThere() throws Exception {
        assertThat(site.get("here?symbol=EURUSD")).startsWith("EURUSD 42.0\n");
        try (ServerJvm server = ServerJvm.attach()) {
            assertThat(server.ourThreads())
                    .anyMatch(name -> name.contains("-netty-"))
                    .noneMatch(name -> name.startsWith("Grizzly"));
        }
    }

    @Test
    void bothTransportsAreThere() {
        for (String transport : new String[] {"netty", "grizzly"}) {
            assertThat(site.get("ask?transport=" + transport + "&text=hello&uri=" + site.socket("echo")))
                    .isEqualTo("hello");
        }
    }

    @Test
    void tyrusOwnClientRunsOnIt() {
        String answer = site.get("tyrus?text=hello&uri=" + site.socket("echo"));
        assertThat(answer).matches("hello by the Tyrus of the (WAR|server)");
        System.out.println("Tyrus's client: " + answer);
    }
}
