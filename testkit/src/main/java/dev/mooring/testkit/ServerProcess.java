package dev.mooring.testkit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A Java main class that runs in a process of its own, so that a test can do to it what happens to servers: kill it
 * without warning, or freeze it.
 *
 * <pre>{@code
 * try (ServerProcess server = ServerProcess.of(EchoServer.class).args("0").start()) {
 *     connect(server.port());
 *     server.stop();       // accepts connects, answers nothing
 *     server.cont();
 *     server.kill9();
 * }
 * }</pre>
 *
 * <p>The class tells its port by a line on its standard output. Should this JVM end without {@link #close()}, a shutdown
 * hook kills the process.
 *
 * <p>Thread-safe. Only the process started here is ever signalled.
 */
public final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final ProcessOutput output;
    private final Thread hook;
    private final Duration orderlyEnd;
    private final int port;
    private volatile boolean stopped;

    ServerProcess(Process process, ProcessOutput output, Duration startTimeout, Duration orderlyEnd) {
        this.process = process;
        this.output = output;
        this.orderlyEnd = orderlyEnd;
        hook = new Thread(process::destroyForcibly, "kill-" + process.pid());
        Runtime.getRuntime().addShutdownHook(hook);
        port = awaitPort(output.port(), startTimeout);
    }

    /** The main class, on the class path of this JVM unless told otherwise. */
    public static ServerProcessBuilder of(Class<?> mainClass) {
        return of(mainClass.getName());
    }

    /** The main class with this name. */
    public static ServerProcessBuilder of(String mainClass) {
        return new ServerProcessBuilder(mainClass);
    }

    private int awaitPort(CompletableFuture<Integer> announced, Duration timeout) {
        try {
            return announced.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server started", e);
        } catch (ExecutionException | TimeoutException e) {
            close();
            throw new IllegalStateException(
                    "the server announced no port within " + timeout + "; it said:\n"
                            + String.join("\n", output.lines()),
                    e);
        }
    }

    /** The port it has announced. */
    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The last 1,000 lines of its standard output and standard error. */
    public List<String> output() {
        return output.lines();
    }

    /** Kills it as {@code kill -9} does, and returns when it has ended. The kernel closes its sockets. */
    public void kill9() {
        process.destroyForcibly();
        // Kill cannot be refused, so this is short.
        process.onExit().join();
    }

    /**
     * Freezes it by {@code SIGSTOP}: its kernel goes on accepting connects and acknowledging bytes, itself does nothing.
     *
     * @throws IllegalStateException if it has ended, or there are no such signals on this system
     */
    public void stop() {
        Signal.STOP.send(process);
        stopped = true;
    }

    /**
     * Lets a frozen process go on, by {@code SIGCONT}.
     *
     * @throws IllegalStateException if it has ended, or there are no such signals on this system
     */
    public void cont() {
        Signal.CONT.send(process);
        stopped = false;
    }

    /**
     * Ends it: by {@code SIGTERM}, and after 5 s, or when it is frozen, by {@code SIGKILL}. Returns when it has ended.
     * Does nothing the second time.
     */
    @Override
    public void close() {
        if (!stopped) {
            process.destroy();
            process.onExit()
                    .completeOnTimeout(process, orderlyEnd.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        kill9();
        output.awaitEnd();
        removeHook();
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook runs, and finds the process ended.
        }
    }
}
