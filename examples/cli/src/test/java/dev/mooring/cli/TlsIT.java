package dev.mooring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.testkit.ServerProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that are not trusted. */
@Timeout(60)
class TlsIT {

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void anUntrustedCertificateFailsAtOnce() throws Exception {
        try (ServerProcess server = Servers.echo();
                TlsFront tls = new TlsFront(folder, server.port());
                CliProcess cli =
                        CliProcess.start("connect", "wss://localhost:" + tls.port() + "/", "--events", "json")) {
            assertThat(cli.exitCode()).isEqualTo(1);
            assertThat(cli.events("RetryScheduled")).isEmpty();
            assertThat(cli.events("Failed")).hasSize(1);
        }
    }

    @Test
    void insecureAcceptsAnyCertificateForAnyHost() throws Exception {
        try (ServerProcess server = Servers.echo();
                TlsFront tls = new TlsFront(folder, server.port());
                CliProcess cli = CliProcess.start(
                        "connect", "wss://localhost:" + tls.port() + "/", "--insecure", "--events", "json")) {
            cli.send("secret").awaitOut("secret").endOfInput();
            assertThat(cli.exitCode()).isZero();
        }
    }
}
