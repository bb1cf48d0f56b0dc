package dev.mooring.server.war;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mooring.server.MooringServer;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import dev.mooring.server.testing.WarServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar in {@code WEB-INF/lib} and nothing else: the container finds the initializer, and it the endpoints. */
@Tag("servers")
class WarTest {

    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <servlet>
                <servlet-name>health</servlet-name>
                <servlet-class>dev.mooring.server.servlet.HealthServlet</servlet-class>
              </servlet>
              <servlet-mapping>
                <servlet-name>health</servlet-name>
                <url-pattern>/health</url-pattern>
              </servlet-mapping>
            </web-app>
            """;

    @Test
    void whatTheContainerScansIsGuardedAndTheRestIsLeftAlone(@TempDir Path war) throws Exception {
        assumeTrue(
                List.of("jetty", "tomcat").contains(TestServer.kind()),
                "embedded Undertow and Tyrus scan nothing; WildFly and Payara do, in their own tests");
        write(war);
        try (WarServer server = WarServer.start(war)) {
            try (RawClient stranger = RawClient.upgrade(server.port(), "/guarded")) {
                assertThat(stranger.status()).isEqualTo(401);
                assertThat(stranger.header("WWW-Authenticate")).isEqualTo("Bearer");
            }
            try (RawClient known = RawClient.upgrade(server.port(), "/guarded", "Authorization: Bearer ann")) {
                known.text("hello");
                assertThat(known.readText()).isEqualTo("hello ann");
            }
            try (RawClient plain = RawClient.upgrade(server.port(), "/plain")) {
                plain.text("guarded?");
                assertThat(plain.readText()).isEqualTo("guarded? false");
            }
            HttpResponse<String> health = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/health"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body())
                    .startsWith("{\"status\":\"up\"")
                    .contains("\"/guarded\":{", "\"opened\":1", "\"rejected\":{\"401\":1}")
                    .doesNotContain("/plain");
        }
    }

    private static void write(Path war) throws IOException, URISyntaxException {
        Path classes = Files.createDirectories(war.resolve("WEB-INF/classes/dev/mooring/server/war"));
        Path compiled = location(WarTest.class).resolve("dev/mooring/server/war");
        try (Stream<Path> files = Files.list(compiled)) {
            for (Path file : files.filter(WarTest::isApplication).toList()) {
                Files.copy(file, classes.resolve(file.getFileName()));
            }
        }
        Path jar = Files.createDirectories(war.resolve("WEB-INF/lib")).resolve("mooring-server.jar");
        zip(location(MooringServer.class), jar);
        Files.writeString(war.resolve("WEB-INF/web.xml"), WEB_XML);
    }

    private static boolean isApplication(Path file) {
        return file.getFileName().toString().startsWith("Application");
    }

    private static Path location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static void zip(Path directory, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new ZipEntry(directory.relativize(file).toString()));
                Files.copy(file, entries);
            }
        }
    }
}
