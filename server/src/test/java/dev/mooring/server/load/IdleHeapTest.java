package dev.mooring.server.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an idle session costs beyond the container's own, object by object. */
@Tag("servers")
class IdleHeapTest {

    @Test
    void anIdleSessionCostsAtMostTwoKibibytesOfOurs() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Djava.util.logging.config.file=src/test/resources/logging.properties",
                        "-Dmooring.test.server=" + TestServer.kind(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        IdleHeap.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        long ours = Long.parseLong(said.strip());
        System.out.println(TestServer.kind() + ": heap of ours per idle session: " + ours + " bytes");
        assertThat(ours).as("bytes of ours per idle session").isBetween(500L, 2048L);
    }
}
