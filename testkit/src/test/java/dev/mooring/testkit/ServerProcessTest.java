package dev.mooring.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ServerProcessTest {
    @Test
    void runsUntilItIsClosed() throws IOException {
        ServerProcess server = ServerProcess.of(EchoMain.class).start();
        try (server;
                Socket client = connect(server)) {
            Wire.write(client, "hi");
            assertThat(Wire.read(client, 2)).isEqualTo("hi");
            assertThat(server.isAlive()).isTrue();
            assertThat(server.pid()).isNotEqualTo(ProcessHandle.current().pid());
        }
        assertThat(server.isAlive()).isFalse();
        assertThatThrownBy(() -> connect(server)).isInstanceOf(ConnectException.class);
    }

    @Test
    void killedServerIsGoneAndItsSocketsAreClosed() throws IOException {
        try (ServerProcess server = ServerProcess.of(EchoMain.class).start();
                Socket client = connect(server)) {
            Wire.write(client, "hi");
            Wire.read(client, 2);

            server.kill9();

            assertThat(server.isAlive()).isFalse();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void stoppedServerAcceptsAndAnswersNothingUntilItGoesOn() throws IOException {
        try (ServerProcess server = ServerProcess.of(EchoMain.class).start()) {
            server.stop();

            try (Socket client = connect(server)) {
                Wire.write(client, "hi");
                Wire.assertHearsNothing(client);

                server.cont();
                assertThat(Wire.read(client, 2)).isEqualTo("hi");
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void stoppedServerIsClosedWithoutWaitingForIt() {
        ServerProcess server =
                ServerProcess.of(EchoMain.class).orderlyEnd(Duration.ofHours(1)).start();
        server.stop();

        server.close(); // it cannot end by itself, so that an hour's patience is no use

        assertThat(server.isAlive()).isFalse();
        assertThatThrownBy(server::stop).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void outputIsKept() {
        try (ServerProcess server = ServerProcess.of(EchoMain.class).start()) {
            assertThat(server.output()).containsExactly("starting to echo", "listening on port " + server.port());
        }
    }

    @Test
    void announcementMayLookDifferent() {
        try (ServerProcess server = ServerProcess.of(EchoMain.class)
                .args("READY=")
                .announcedBy(Pattern.compile("READY=(\\d+)"))
                .start()) {
            assertThat(server.port()).isPositive();
        }
    }

    @Test
    void announcementNeedsAGroup() {
        ServerProcessBuilder builder = ServerProcess.of(EchoMain.class);

        assertThatThrownBy(() -> builder.announcedBy(Pattern.compile("ready")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ready");
    }

    @Test
    void serverThatEndsBeforeItAnnouncesIsReportedWithItsOutput() {
        assertThatThrownBy(() -> ServerProcess.of(EchoMain.class).args("die").start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("starting to die");
    }

    @Test
    void serverThatAnnouncesNothingIsReportedAndEnded() {
        assertThatThrownBy(() -> ServerProcess.of(EchoMain.class)
                        .args("mute")
                        .startTimeout(Duration.ofMillis(1500))
                        .start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no port within PT1.5S");
        await().until(() -> ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void missingJavaIsReported() {
        assertThatThrownBy(() ->
                        ServerProcess.of("x.Y").javaHome(Path.of("/nowhere")).start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("/nowhere");
    }

    private static Socket connect(ServerProcess server) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }
}
