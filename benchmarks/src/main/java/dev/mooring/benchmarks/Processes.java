package dev.mooring.benchmarks;

import dev.mooring.benchmarks.load.Row;
import dev.mooring.benchmarks.server.ServerKind;
import dev.mooring.benchmarks.server.ServerMain;
import dev.mooring.testkit.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts the server's process and the clients' forks. Where there are {@code taskset} and more than one core, the client
 * has core 0 for itself and the server core 1: so the client's cost is what is measured, not the scheduler's mood.
 */
final class Processes {

    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    private static final List<String> JVM_ARGS = List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC");

    /** As on a machine with one core, which is what it has. */
    private static final String[] SERVER_JVM_ARGS = {
        "-Xms1g", "-Xmx1g", "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1"
    };

    private final boolean pins;

    Processes(boolean pins) {
        this.pins = pins && Files.isExecutable(TASKSET) && Runtime.getRuntime().availableProcessors() > 1;
    }

    boolean pins() {
        return pins;
    }

    ServerProcess startServer(ServerKind kind) {
        ServerProcess server = ServerProcess.of(ServerMain.class)
                .jvmArgs(SERVER_JVM_ARGS)
                .args(kind.toString())
                .start();
        if (pins) {
            run(List.of(TASKSET.toString(), "-acp", "1", String.valueOf(server.pid())), 10);
        }
        return server;
    }

    /** Starts a contender in a row, in a JVM of its own, and a server for it. */
    Fork fork(String contender, String row, ServerKind serverKind) {
        ServerProcess server = startServer(serverKind);
        try {
            Process process = new ProcessBuilder(command(ThroughputFork.class, contender, row, server.port()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new Fork(
                    contender + " in " + row, process, server, Row.of(row).kind() == Row.Kind.RECEIVE);
        } catch (IOException e) {
            server.close();
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a main class in a JVM of its own, and returns the line in which it tells its result. */
    String run(Class<?> mainClass, Object... args) {
        return results(300, mainClass, args).get(0);
    }

    /** Runs a main class in a JVM of its own for so long at most, and returns the lines in which it tells its results. */
    List<String> results(int seconds, Class<?> mainClass, Object... args) {
        List<String> command = command(mainClass, args);
        List<String> results = run(command, seconds).stream()
                .filter(line -> line.startsWith(Figures.MARK))
                .toList();
        if (results.isEmpty()) {
            throw new IllegalStateException("no result from " + command);
        }
        return results;
    }

    private List<String> command(Class<?> mainClass, Object... args) {
        List<String> command = new ArrayList<>();
        if (pins) {
            command.addAll(List.of(TASKSET.toString(), "-c", "0"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_ARGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass.getName()));
        for (Object arg : args) {
            command.add(String.valueOf(arg));
        }
        return command;
    }

    /** What a fork's main class does. */
    interface Work {
        void run() throws Exception;
    }

    /** Works, then ends this JVM, with 1 when it failed: some contenders keep threads, and without an exit it would seem to be at work. */
    @SuppressWarnings("CatchAndPrintStackTrace") // the parent passes on what a fork says
    static void runAndExit(Work work) {
        int code = 1;
        try {
            work.run();
            code = 0;
        } catch (Exception e) {
            e.printStackTrace();
        } finally {
            System.exit(code);
        }
    }

    /** Called by a fork: when its parent has ended, standard input ends, and it ends too. */
    @SuppressWarnings("CatchAndPrintStackTrace") // the parent passes on what a fork says
    static void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // nothing that comes this way means anything
                        }
                    } catch (IOException e) {
                        e.printStackTrace();
                    }
                    Runtime.getRuntime().halt(4);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static List<String> run(List<String> command, int seconds) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.onExit().orTimeout(seconds, TimeUnit.SECONDS).exceptionally(late -> process.destroyForcibly());
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                return out.lines().toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
