package dev.mooring.it.payara;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The installation's command line. */
final class Asadmin {

    static final Path HOME = Path.of(System.getProperty("it.payara.home"));
    static final Path JAVA_HOME = Path.of(System.getProperty("it.java.home"));

    private Asadmin() {}

    /**
     * Runs a command to its end.
     *
     * @return what it said
     * @throws IllegalStateException if it failed
     */
    static List<String> run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                JAVA_HOME.resolve("bin/java").toString(),
                "-jar",
                HOME.resolve("glassfish/lib/client/appserver-cli.jar").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("AS_JAVA", JAVA_HOME.toString());
        builder.environment().put("JAVA_HOME", JAVA_HOME.toString());
        Process process = builder.start();
        process.getOutputStream().close(); // it is to ask nothing
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", arguments) + ": " + said);
            }
            return said.lines().toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
