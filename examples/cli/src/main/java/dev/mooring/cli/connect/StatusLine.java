package dev.mooring.cli.connect;

import dev.mooring.cli.Terminal;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.SessionListener;
import java.io.PrintStream;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;

/**
 * Keeps the last row of a terminal for a line that says how the session is, by letting the rows above it scroll alone:
 * what the user types, messages and events stay whole. Without a terminal it does nothing.
 */
final class StatusLine implements SessionListener, AutoCloseable {

    private static final String SAVE = "\u001b7";
    private static final String RESTORE = "\u001b8";

    private final PrintStream terminal;
    private final boolean enabled;
    private final StatusText text = new StatusText();
    private final ScheduledExecutorService clock;
    private Terminal.@Nullable Size size;

    StatusLine(PrintStream terminal, boolean enabled) {
        this.terminal = terminal;
        this.enabled = enabled;
        this.clock = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(task, "mooring-cli-status");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy()); // the terminal may be resized after the end
    }

    /** Shows it from now on; the session is {@code null} until the first connection is open. */
    void show(Supplier<@Nullable ResilientSession> session) {
        if (enabled) {
            clock.execute(this::fit);
            clock.scheduleAtFixedRate(() -> draw(session.get()), 0, 200, TimeUnit.MILLISECONDS);
            try {
                Signal.handle(new Signal("WINCH"), signal -> resized());
            } catch (IllegalArgumentException unknownHere) {
                // then the line stays where it is
            }
        }
    }

    void resized() {
        clock.execute(this::fit);
    }

    @Override
    public void onEvent(SessionEvent event) {
        text.onEvent(event);
    }

    /** Gives the row back, and waits for that no longer than a second: nobody can write to a terminal that is stopped. */
    @Override
    public void close() {
        giveBack();
        try {
            if (!clock.awaitTermination(1, TimeUnit.SECONDS)) {
                clock.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Once: the end of the run and a second signal may come together, and what is in the last row later is not ours. */
    private synchronized void giveBack() {
        if (!clock.isShutdown()) {
            if (enabled) {
                clock.execute(this::release);
            }
            clock.shutdown();
        }
    }

    /** Sets the scrolling region. The line feed makes room when the cursor stands in the last row. */
    private void fit() {
        size = Terminal.size().filter(s -> s.rows() >= 4).orElse(null);
        if (size != null) {
            write("\n\u001b[A" + SAVE + "\u001b[1;" + (size.rows() - 1) + "r" + RESTORE);
        }
    }

    private void draw(@Nullable ResilientSession session) {
        if (size != null) {
            String shown = text.of(session == null ? null : session.stats());
            int fits = Math.min(shown.length(), size.columns() - 1);
            write(SAVE + "\u001b[" + size.rows() + ";1H\u001b[7m\u001b[2K" + shown.substring(0, fits) + "\u001b[0m"
                    + RESTORE);
        }
    }

    private void release() {
        if (size != null) {
            write(SAVE + "\u001b[r\u001b[" + size.rows() + ";1H\u001b[2K" + RESTORE);
        }
    }

    private void write(String sequence) {
        terminal.print(sequence);
        terminal.flush();
    }
}
