package dev.mooring.server.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.testing.Proof;
import dev.mooring.server.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A main class in a JVM of its own, for what is measured: other tests leave things behind that go when they like. */
final class Fork {

    private Fork() {}

    /** Runs it to its end, on the server that this JVM tests, and returns what it printed. */
    static String output(Class<?> mainClass) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Djava.util.logging.config.file=src/test/resources/logging.properties",
                        "-Dmooring.test.server=" + TestServer.kind(),
                        "-Dmooring.test.proof=" + Proof.isWhole(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        mainClass.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }
}
