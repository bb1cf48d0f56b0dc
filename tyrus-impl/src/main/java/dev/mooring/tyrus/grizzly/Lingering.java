package dev.mooring.tyrus.grizzly;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.Connection;

/**
 * Ends connections that we have closed and whose peers neither answer nor close, and goes on where they do not answer to begin with.
 * The thread for it goes when there have been none for a while. Thread-safe.
 */
final class Lingering implements AutoCloseable {

    /** How long the peer may take to read what was written, our close frame last, and to answer that. */
    private static final Duration TIME = Duration.ofSeconds(2);

    private final ScheduledThreadPoolExecutor timer;

    /** With a thread of this name. */
    Lingering(String threadName) {
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, threadName);
            thread.setDaemon(true);
            return thread;
        });
        timer.setKeepAliveTime(TIME.toNanos(), TimeUnit.NANOSECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Closes the connection in a while, unless it is closed before. */
    @SuppressWarnings("deprecation") // Grizzly's own listeners are told a type that it calls deprecated
    void endLater(Connection<?> connection) {
        try {
            Future<?> end = timer.schedule(connection::closeSilently, TIME.toNanos(), TimeUnit.NANOSECONDS);
            connection.addCloseListener((CloseListener<?, ?>) (closed, how) -> end.cancel(false));
        } catch (RejectedExecutionException e) { // the transport is closed, and so is all that it has
            connection.closeSilently();
        }
    }

    /** Runs something short after so many milliseconds, unless it is cancelled or the transport is closed by then. */
    Future<?> later(long millis, Runnable task) {
        try {
            return timer.schedule(task, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) { // as above
            return CompletableFuture.completedFuture(null);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
