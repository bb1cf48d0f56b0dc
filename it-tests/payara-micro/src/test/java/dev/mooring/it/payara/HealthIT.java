package dev.mooring.it.payara;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** MicroProfile Health, which the slim WildFly has not. */
@ExtendWith(ArquillianExtension.class)
class HealthIT {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Deployment(testable = false)
    static WebArchive app() {
        return ShrinkWrap.create(ZipImporter.class, "mooring.war")
                .importFrom(new File(System.getProperty("mooring.it.war")))
                .as(WebArchive.class);
    }

    @Test
    void readinessSaysWhichClientIsNotOpen() {
        await().untilAsserted(() -> assertThat(get("ready"))
                .contains("mooring-clients-open", "mooring-server-not-draining")
                .containsPattern("\"here\":\"OPEN for \\d+ s\"")
                .containsPattern("\"there\":\"(WAITING|CONNECTING) for \\d+ s\"")
                .startsWith("503"));
    }

    @Test
    void livenessIsUpWhileNoClientHasFailed() throws Exception {
        assertThat(get("live")).startsWith("200").contains("mooring-clients-not-failed");
    }

    private String get(String kind) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + System.getProperty("it.http.port") + "/health/" + kind);
        var answer = http.send(HttpRequest.newBuilder(uri).build(), ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
