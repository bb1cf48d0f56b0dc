package dev.mooring.server.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.MooringServer;
import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the servlets behind the filter see, for what a container does not upgrade goes on to them. There is no WebSocket
 * container here, so nothing is upgraded, and a servlet tells of everything.
 */
class HandshakeFilterTest {

    private static final List<String> HANDSHAKE = List.of(
            "Upgrade: websocket",
            "Connection: keep-alive, Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

    private final MooringServer mooring = MooringServer.create();
    private final Tomcat tomcat = new Tomcat();

    public static final class Open extends ResilientConfigurator {
        public Open() {
            super(ServerPolicy.builder().allowMissingOrigin().build());
        }
    }

    @ServerEndpoint(value = "/chat/{room}/{id}", configurator = Open.class)
    public static final class Chat {}

    @BeforeEach
    void start() throws Exception {
        mooring.guard(Chat.class);
        Path base = Files.createTempDirectory(Path.of("target"), "tomcat");
        tomcat.setBaseDir(base.toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        Context context = tomcat.addContext("", base.toAbsolutePath().toString());
        context.addServletContainerInitializer(
                (classes, application) -> application
                        .addFilter("mooring", new HandshakeFilter(mooring))
                        .addMappingForUrlPatterns(null, false, "/*"),
                Set.of());
        Tomcat.addServlet(context, "who", new HttpServlet() {
            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
                response.getWriter()
                        .print("servlet sees " + (request.getUserPrincipal() == null ? "nobody" : "a principal"));
            }
        });
        context.addServletMappingDecoded("/", "who");
        tomcat.start();
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
        mooring.close();
    }

    private String ask(String method, String path, List<String> headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", tomcat.getConnector().getLocalPort())) {
            String head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"
                    + String.join("\r\n", headers) + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aHandshakeIsMarkedAndItsPlaceComesBackWhenNobodyUpgradesIt() throws Exception {
        assertThat(ask("GET", "/chat/a/1", HANDSHAKE)).contains("servlet sees a principal");
        assertThat(mooring.runtime().bindings().get(0).guard().connections()).isZero();
    }

    @Test
    void aPostIsNotMarked() throws Exception {
        assertThat(ask("POST", "/chat/a/1", HANDSHAKE)).contains("servlet sees nobody");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Upgrade: xwebsocket",
                "Upgrade: h2c",
                "Upgrade:",
                "Connection: keep-alive",
                "Connection: noupgrade",
                "Sec-WebSocket-Version: 8",
                "Sec-WebSocket-Version:",
                "Sec-WebSocket-Key:",
            })
    void aRequestThatIsNotQuiteAHandshakeIsNotMarked(String instead) throws Exception {
        String name = instead.substring(0, instead.indexOf(':') + 1);
        List<String> headers = HANDSHAKE.stream()
                .map(header -> header.startsWith(name) ? instead : header)
                .toList();
        assertThat(ask("GET", "/chat/a/1", headers)).contains("servlet sees nobody");
    }

    /** Each matches the template as it is written, and means {@code /admin}, or {@code /chat/admin}. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/chat/../admin", "/chat/%2E%2e/admin", "/chat/..;x=1/admin", "/chat/./admin", "/chat//admin"})
    void aPathThatMeansAnotherIsNotMarked(String path) throws Exception {
        assertThat(ask("GET", path, HANDSHAKE))
                .containsPattern(Pattern.compile("servlet sees nobody|^HTTP/1.1 400"))
                .doesNotContain("a principal");
    }
}
