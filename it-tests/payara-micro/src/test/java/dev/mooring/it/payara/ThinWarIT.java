package dev.mooring.it.payara;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The application without Tyrus and Grizzly, of which the server has its own. */
@ExtendWith(ArquillianExtension.class)
class ThinWarIT {

    @Deployment(testable = false)
    static WebArchive app() {
        WebArchive war = ShrinkWrap.create(ZipImporter.class, "mooring.war")
                .importFrom(new File(System.getProperty("mooring.it.war")))
                .as(WebArchive.class);
        List<ArchivePath> theServers =
                war.getContent(path -> path.get().matches("/WEB-INF/lib/(tyrus|grizzly)-.*")).keySet().stream()
                        .toList();
        assertThat(theServers).hasSizeGreaterThan(3);
        theServers.forEach(war::delete);
        return war;
    }

    @Test
    void aClientBeanUsesTheServersTyrus() throws Exception {
        assertThat(get("here?symbol=EURUSD")).startsWith("EURUSD 42.0\n");
    }

    @Test
    void aClientMadeByHandDoesToo() throws Exception {
        String uri = "ws://127.0.0.1:" + System.getProperty("it.http.port") + "/mooring/echo";
        assertThat(get("ask?text=hello&uri=" + uri)).isEqualTo("hello");
    }

    private static String get(String pathAndQuery) throws Exception {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        URI uri = URI.create("http://127.0.0.1:" + System.getProperty("it.http.port") + "/mooring/" + pathAndQuery);
        return http.send(HttpRequest.newBuilder(uri).build(), ofString()).body();
    }
}
