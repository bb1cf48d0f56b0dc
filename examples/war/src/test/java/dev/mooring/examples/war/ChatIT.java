package dev.mooring.examples.war;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mooring.testkit.ServerProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** The chat on real servers, in a real browser. */
class ChatIT {

    private final int port = freePort();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String page = "http://localhost:" + port + "/chat/";

    @Test
    void twoTabsChatAndComeBackWhenPayaraMicroWasKilled() throws Exception {
        chatAcrossAKill(ChatServers.PAYARA_MICRO);
    }

    @Test
    void twoTabsChatAndComeBackWhenWildFlyWasKilled() throws Exception {
        chatAcrossAKill(ChatServers.WILDFLY);
    }

    private void chatAcrossAKill(ChatServers kind) throws Exception {
        assumeTrue(
                Browser.isInstalled(), "no Chromium here: install it to run this test (Debian: apt install chromium)");
        try (Browser browser = Browser.start()) {
            Browser.Tab alice;
            Browser.Tab bob;
            try (ServerProcess server = start(kind)) {
                alice = browser.open(page);
                bob = browser.open(page);
                awaitLink(alice, "open");
                awaitLink(bob, "open");
                say(alice, "hello bob");
                awaitSaid(bob, "hello bob");
                await().atMost(ofSeconds(20))
                        .untilAsserted(
                                () -> assertThat(figures(bob)).contains("client of the clockOPEN", "in the room2"));
                server.kill9();
            }
            awaitLink(alice, "waiting");
            awaitLink(bob, "waiting");
            say(bob, "are you still there?");
            try (ServerProcess again = start(kind)) {
                awaitSaid(bob, "are you still there?"); // alice hears it only if she was back before him
                awaitLink(alice, "open");
                say(alice, "I am back");
                awaitSaid(bob, "I am back");
                say(bob, "so am I");
                awaitSaid(alice, "so am I");
                assertThat(again.isAlive()).isTrue();
            }
        }
    }

    private static void say(Browser.Tab tab, String text) {
        tab.evaluate("(document.getElementById('text').value = '" + text
                + "', document.getElementById('say').requestSubmit())");
    }

    private static void awaitLink(Browser.Tab tab, String state) {
        await().atMost(ofSeconds(60))
                .until(() -> tab.evaluate("document.getElementById('link')?.textContent")
                        .equals(state));
    }

    private static void awaitSaid(Browser.Tab tab, String text) {
        await().atMost(ofSeconds(60))
                .untilAsserted(() -> assertThat(tab.evaluate("document.getElementById('said').textContent"))
                        .contains(text));
    }

    private static String figures(Browser.Tab tab) {
        return tab.evaluate("document.getElementById('figures').textContent");
    }

    private ServerProcess start(ChatServers kind) {
        ServerProcess server = kind.start(port);
        HttpRequest request = HttpRequest.newBuilder(URI.create(page)).build();
        await().atMost(ofSeconds(60))
                .ignoreException(IOException.class) // WildFly says that it listens before it does
                .until(() -> http.send(request, BodyHandlers.discarding()).statusCode() == 200);
        return server;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
