package dev.mooring.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What can be said about a {@link ServerProcess} before it starts. Not thread-safe. */
public final class ServerProcessBuilder {
    private final String mainClass;
    private Path javaHome = Path.of(System.getProperty("java.home"));
    private String classPath = System.getProperty("java.class.path");
    private List<String> jvmArgs = List.of();
    private List<String> args = List.of();
    private Pattern announcement = Pattern.compile("\\bport[ :=]+(\\d+)");
    private Duration startTimeout = Duration.ofSeconds(30);
    private Duration orderlyEnd = Duration.ofSeconds(5);
    private ProcessBuilder.Redirect input = ProcessBuilder.Redirect.PIPE;

    ServerProcessBuilder(String mainClass) {
        this.mainClass = mainClass;
    }

    /** The JDK that runs it; default that of this JVM. */
    public ServerProcessBuilder javaHome(Path newJavaHome) {
        javaHome = newJavaHome;
        return this;
    }

    /** Its class path; default that of this JVM. */
    public ServerProcessBuilder classPath(String newClassPath) {
        classPath = newClassPath;
        return this;
    }

    /** Arguments for its JVM, such as {@code -Xmx256m}; default none. */
    public ServerProcessBuilder jvmArgs(String... newJvmArgs) {
        jvmArgs = List.of(newJvmArgs);
        return this;
    }

    /** Arguments for its main method; default none. */
    public ServerProcessBuilder args(String... newArgs) {
        args = List.of(newArgs);
        return this;
    }

    /**
     * How a line of its output announces the port, which is group 1; default {@code \bport[ :=]+(\d+)}, as in "listening
     * on port 8080".
     *
     * @throws IllegalArgumentException if the pattern has no group
     */
    public ServerProcessBuilder announcedBy(Pattern newAnnouncement) {
        if (newAnnouncement.matcher("").groupCount() < 1) {
            throw new IllegalArgumentException("announcement must have a group for the port: " + newAnnouncement);
        }
        announcement = newAnnouncement;
        return this;
    }

    /** How long it may take to announce its port; default 30 s. */
    public ServerProcessBuilder startTimeout(Duration newStartTimeout) {
        startTimeout = newStartTimeout;
        return this;
    }

    /** How long it may take to end when it is asked to. */
    ServerProcessBuilder orderlyEnd(Duration newOrderlyEnd) {
        orderlyEnd = newOrderlyEnd;
        return this;
    }

    /** Gives it an empty standard input, for servers that read theirs; default one on which nothing ever comes. */
    public ServerProcessBuilder noInput() {
        input = ProcessBuilder.Redirect.from(new File("/dev/null"));
        return this;
    }

    /**
     * Starts it and waits for its port.
     *
     * @throws IllegalStateException if it announces none in time, or ends before; the message has its output, and no
     *     process is left
     * @throws UncheckedIOException if it cannot be started at all
     */
    public ServerProcess start() {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin").resolve("java").toString());
        command.addAll(jvmArgs);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(args);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(input)
                    .start();
            return new ServerProcess(process, new ProcessOutput(process, announcement), startTimeout, orderlyEnd);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }
}
