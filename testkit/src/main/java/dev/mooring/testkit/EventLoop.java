package dev.mooring.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thread that does everything a proxy does: it waits for sockets, timers and commands. All state of the proxy
 * belongs to this thread, so that nothing needs a lock; other threads come in through {@link #call}.
 */
final class EventLoop implements AutoCloseable {
    private static final Logger LOG = System.getLogger(EventLoop.class.getName());
    private static final long ORIGIN = System.nanoTime();

    record Timer(long due, Runnable action) {}

    private final Selector selector;
    private final Thread thread;
    private final ByteBuffer scratch = ByteBuffer.allocate(64 << 10);
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::due));
    // Guarded by itself, as is closed, so that no command is left behind unanswered.
    private final Queue<Runnable> commands = new ArrayDeque<>();
    private boolean closed;

    EventLoop(String name) {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Runs the command on the loop and returns when its effects, also those on the network, are there. */
    <T extends @Nullable Object> T call(Supplier<T> command) {
        if (Thread.currentThread() == thread) {
            return command.get();
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        synchronized (commands) {
            if (closed) {
                throw new IllegalStateException("the proxy is closed");
            }
            commands.add(() -> answer(command, result));
        }
        selector.wakeup();
        return Results.join(result);
    }

    private <T extends @Nullable Object> void answer(Supplier<T> command, CompletableFuture<T> result) {
        try {
            T value = command.get();
            selectNow();
            result.complete(value);
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    /** Makes the loop's changes real: a registered channel that was closed is closed by the next selection only. */
    void selectNow() {
        try {
            selector.selectNow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SelectionKey register(SelectableChannel channel, Runnable onReady) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, 0, onReady);
    }

    /** The nanoseconds of this loop, from its start: plain comparisons are safe. */
    long now() {
        return System.nanoTime() - ORIGIN;
    }

    Timer after(long nanos, Runnable action) {
        Timer timer = new Timer(now() + nanos, action);
        timers.add(timer);
        return timer;
    }

    /** A cleared buffer for reading; its content is gone with the next call. */
    ByteBuffer scratch() {
        return scratch.clear();
    }

    private void run() {
        try {
            while (turn()) {
                // Everything happens in a turn.
            }
        } catch (IOException e) {
            LOG.log(Level.ERROR, "the proxy's selector is broken", e);
        } finally {
            synchronized (commands) {
                closed = true;
            }
            closeSelector();
            // Whoever came too late gets an answer: that the selector is closed.
            runCommands();
        }
    }

    private boolean turn() throws IOException {
        Timer next = timers.peek();
        if (next == null) {
            selector.select();
        } else {
            long wait = next.due() - now();
            // Rounded up: waking too early would spin.
            selector.select(Math.max(1, (wait + 999_999) / 1_000_000));
        }
        List<SelectionKey> ready = new ArrayList<>(selector.selectedKeys());
        selector.selectedKeys().clear();
        ready.stream().filter(SelectionKey::isValid).forEach(key -> guarded((Runnable) key.attachment()));
        runTimers();
        return runCommands();
    }

    /** Runs what is due by now. What becomes due meanwhile has to wait its turn, or commands might for ever. */
    private void runTimers() {
        long now = now();
        for (Timer timer = timers.peek(); timer != null && timer.due() <= now; timer = timers.peek()) {
            timers.remove();
            guarded(timer.action());
        }
    }

    private boolean runCommands() {
        while (true) {
            Runnable command;
            synchronized (commands) {
                command = commands.poll();
                if (command == null) {
                    return !closed;
                }
            }
            command.run();
        }
    }

    private static void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "the proxy failed on a connection", e);
        }
    }

    private void closeSelector() {
        try {
            selector.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the proxy's selector did not close", e);
        }
    }

    /** Ends the thread, after the commands given before. Channels must have been closed by one of them. */
    @Override
    public void close() {
        synchronized (commands) {
            closed = true;
        }
        selector.wakeup();
        Results.join(thread);
    }
}
