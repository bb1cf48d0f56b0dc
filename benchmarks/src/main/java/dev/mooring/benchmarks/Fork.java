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

    private final String name;
    private final ServerProcess server;
    private final boolean serverSends;
    private final Process process;
    private final BufferedReader told;
    private final OutputStream turns;
    private final Thread hook;

    /**
     * Waits until it is at work on its server, which is closed with it.
     *
     * @param name what it is, for who has to be told that it failed
     * @param serverSends whether it is the server that sends of its own accord
     */
    Fork(String name, Process process, ServerProcess server, boolean serverSends) {
        this.name = name;
        this.process = process;
        this.server = server;
        this.serverSends = serverSends;
        told = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        turns = process.getOutputStream();
        hook = new Thread(
                process::destroyForcibly, "kill-" + process.pid()); // what is stopped does not see its parent end
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            await(ThroughputFork.READY);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        stop();
    }

    /** Lets it work, and measures it for so long. */
    Figures turn(int millis) {
        cont();
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

    /**
     * Who sends is stopped first and goes on last. Else it would find its peer stopped, and the messages that wait by then change how
     * a server writes, for good: by the container's thread, one as the other is written, and no longer by the sender's own.
     */
    private void stop() {
        if (serverSends) {
            server.stop();
            Signal.STOP.send(process);
        } else {
            Signal.STOP.send(process);
            server.stop();
        }
    }

    private void cont() {
        if (serverSends) {
            Signal.CONT.send(process);
            server.cont();
        } else {
            server.cont();
            Signal.CONT.send(process);
        }
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
        throw new IllegalStateException(name + " ended without " + beginning.strip() + ": why is to be read above");
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        server.close();
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
