package dev.mooring.benchmarks;

import dev.mooring.testkit.ServerProcess;
import dev.mooring.testkit.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A contender at work in a JVM of its own, with a server of its own. Both are stopped by {@code SIGSTOP} but in its turns: so any number
 * of them share two cores without costing each other anything, and their turns lie so close that what else the machine does hits
 * all alike. A turn begins where the last one ended, in the middle of the work.
 */
final class Fork implements AutoCloseable {

    private final ServerProcess server;
    private final Process process;
    private final BufferedReader told;
    private final OutputStream turns;
    private final Thread hook;

    /** Waits until it is at work on its server, which is closed with it. */
    Fork(Process process, ServerProcess server) {
        this.process = process;
        this.server = server;
        told = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        turns = process.getOutputStream();
        hook = new Thread(
                process::destroyForcibly, "kill-" + process.pid()); // what is stopped does not see its parent end
        Runtime.getRuntime().addShutdownHook(hook);
        await(ThroughputFork.READY);
        stop();
    }

    /** Lets it work, and measures it for so long. */
    Figures turn(int millis) {
        server.cont();
        Signal.CONT.send(process);
        try {
            turns.write((millis + "\n").getBytes(StandardCharsets.UTF_8));
            turns.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Figures figures = Figures.parse(await(Figures.MARK));
        stop();
        return figures;
    }

    private void stop() {
        Signal.STOP.send(process);
        server.stop();
    }

    private String await(String beginning) {
        try {
            for (String line = told.readLine(); line != null; line = told.readLine()) {
                if (line.startsWith(beginning)) {
                    return line;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("no " + beginning.strip() + " from "
                + process.info().commandLine().orElse("it"));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        server.close();
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
