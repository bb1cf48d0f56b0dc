package dev.mooring.it.payara;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The installation's command line. */
final class Asadmin {

    static final Path HOME = Path.of(System.getProperty("it.payara.home"));
    private static final Path JAVA_HOME = Path.of(System.getProperty("it.java.home"));

    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    private Asadmin() {}

    /**
     * The JDK for the server and for its commands.
     *
     * @throws IllegalStateException if it is too old for this server, which would say nothing so clear
     */
    static Path java() throws IOException {
        int least = Integer.getInteger("it.java.least");
        Matcher version = VERSION.matcher(Files.readString(JAVA_HOME.resolve("release")));
        if (!version.find() || Integer.parseInt(version.group(1)) < least) {
            throw new IllegalStateException(HOME.getFileName() + " runs on Java " + least + " and newer, not on "
                    + JAVA_HOME + ": name another JDK with -Dit.java.home");
        }
        return JAVA_HOME;
    }

    /**
     * Runs a command to its end.
     *
     * @return what it said
     * @throws IllegalStateException if it failed
     */
    static List<String> run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                java().resolve("bin/java").toString(),
                "-jar",
                HOME.resolve("glassfish/lib/client/appserver-cli.jar").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("AS_JAVA", java().toString());
        builder.environment().put("JAVA_HOME", java().toString());
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
