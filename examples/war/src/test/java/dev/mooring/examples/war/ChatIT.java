package dev.mooring.examples.war;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mooring.testkit.ServerProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The chat on a real Payara Micro, in a real browser. */
class ChatIT {

    private final int port = freePort();
    private final String page = "http://localhost:" + port + "/chat/";

    @Test
    @EnabledForJreRange(
            max = JRE.JAVA_21,
            disabledReason = "Payara 6 is for Java 11 to 21: on 25 it starts, but the pages hear nothing")
    void twoTabsChatAndComeBackWhenTheServerWasKilled() throws Exception {
        assumeTrue(
                Browser.isInstalled(), "no Chromium here: install it to run this test (Debian: apt install chromium)");
        try (Browser browser = Browser.start()) {
            Browser.Tab alice;
            Browser.Tab bob;
            try (ServerProcess server = start()) {
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
            try (ServerProcess again = start()) {
                awaitLink(alice, "open");
                awaitSaid(alice, "are you still there?");
                say(alice, "of course");
                awaitSaid(bob, "of course");
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

    private ServerProcess start() {
        List<String> jvm = new ArrayList<>(List.of(
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Dchat.origin=http://localhost:" + port,
                "-Dmooring.clock.uri=ws://localhost:" + port + "/chat/clock"));
        Stream.of(
                        "java.lang",
                        "java.util",
                        "java.net",
                        "java.io",
                        "java.nio",
                        "sun.nio.ch",
                        "sun.net.www.protocol.jar",
                        "sun.net.www.protocol.jrt",
                        "jdk.internal.loader")
                .forEach(opened -> jvm.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED"));
        return ServerProcess.of("fish.payara.micro.PayaraMicro")
                .classPath(System.getProperty("chat.payara"))
                .jvmArgs(jvm.toArray(new String[0]))
                .args("--nocluster", "--port", String.valueOf(port), "--deploy", System.getProperty("chat.war"))
                .announcedBy(Pattern.compile("http://[^:/]+:(\\d+)/chat"))
                .startTimeout(Duration.ofMinutes(2))
                .start();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
