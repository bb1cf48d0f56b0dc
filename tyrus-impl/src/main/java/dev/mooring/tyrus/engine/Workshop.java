package dev.mooring.tyrus.engine;

import static java.util.Objects.requireNonNull;

import dev.mooring.tyrus.transport.Daemons;
import dev.mooring.tyrus.transport.ElasticPool;
import dev.mooring.tyrus.transport.Errand;
import dev.mooring.websocket.Ticker;
import dev.mooring.websocket.spi.ContainerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What all sessions of a container share: threads, timers, the tick and the pool of parcels. */
final class Workshop implements Executor {

    private static final int USUAL_WORKERS =
            Math.max(16, 4 * Runtime.getRuntime().availableProcessors());
    private static final int MOST_WORKERS = USUAL_WORKERS + 256;
    private static final Duration LATER = Duration.ofMillis(10);

    private final List<ThreadPoolExecutor> own = new ArrayList<>(2);
    private final @Nullable ElasticPool workers; // our own
    private final Executor executor;
    private final Probe probe;
    private final Timers timers;
    private final Ticker ticker;
    private final Pulse pulse;
    private final RoundTrips roundTrips = new RoundTrips();
    private final ParcelPool parcels = new ParcelPool();
    private final Receipt.Pool receipts = new Receipt.Pool();
    private final Errand.Later later = task -> !schedule(LATER, task).isCancelled();
    private volatile boolean flowing = true; // at the last beat

    Workshop(ContainerOptions options, String name) {
        Executor givenExecutor = options.executor();
        ScheduledExecutorService givenScheduler = options.scheduler();
        workers = givenExecutor == null
                ? own(new ElasticPool(USUAL_WORKERS, MOST_WORKERS, new Daemons(name + "-worker-")))
                : null;
        executor = workers == null ? requireNonNull(givenExecutor) : workers;
        probe = new Probe(executor);
        ScheduledExecutorService scheduler = givenScheduler == null ? own(newScheduler(name)) : givenScheduler;
        timers = new Timers(scheduler);
        ticker = options.ticker();
        pulse = new Pulse(scheduler, ticker, shortestTimeout(options));
    }

    /**
     * Runs a callback or an attempt; in place if the executor was shut down, so that an end is still told, and later if it
     * has no thread for it at present.
     */
    @Override
    public void execute(Runnable task) {
        Errand.of(task).giveTo(executor, later);
    }

    /** Hears each beat: a pool of our own looks after itself. */
    void keepUp() {
        ElasticPool pool = workers;
        if (pool != null) {
            flowing = pool.look();
        }
    }

    /** Whether callbacks get their turn at present. */
    boolean isFlowing() {
        return workers == null ? probe.cameThrough() : flowing;
    }

    /** Runs the task after the delay; it must be quick. */
    Future<?> schedule(Duration delay, Runnable task) {
        return timers.schedule(delay, task);
    }

    /**
     * The same for what brings an end about: at once if no timer fires any more, as when the application has shut down the
     * scheduler that it handed in.
     */
    Future<?> scheduleOrRun(Duration delay, Runnable task) {
        Future<?> timer = schedule(delay, task);
        if (timer.isCancelled()) {
            task.run();
        }
        return timer;
    }

    long nanos() {
        return ticker.nanos();
    }

    Pulse pulse() {
        return pulse;
    }

    RoundTrips roundTrips() {
        return roundTrips;
    }

    /** The way out of one session, by what is promised of its messages. */
    Sender sender(ContainerOptions options, Figures figures, Sender.Owner owner) {
        return options.delivery().isResumable()
                ? new ResumableSender(this, options.outbox(), options.sendTimeout(), figures, owner, options.delivery())
                : new Sender(this, options.outbox(), options.sendTimeout(), figures, owner);
    }

    ParcelPool parcels() {
        return parcels;
    }

    Receipt.Pool receipts() {
        return receipts;
    }

    /** Ends the timers, and the threads that are our own. */
    void close() {
        timers.close();
        own.forEach(ThreadPoolExecutor::shutdown);
        own.forEach(Workshop::awaitEnd);
    }

    private <T extends ThreadPoolExecutor> T own(T pool) {
        own.add(pool);
        return pool;
    }

    private static void awaitEnd(ThreadPoolExecutor pool) {
        try {
            if (!pool.awaitTermination(500, TimeUnit.MILLISECONDS)) {
                pool.shutdownNow(); // a callback that never returns is interrupted
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static ScheduledThreadPoolExecutor newScheduler(String name) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, new Daemons(name + "-timer-"));
        timer.setRemoveOnCancelPolicy(true); // else cancelled timers of dead attempts stay in memory
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return timer;
    }

    private static Duration shortestTimeout(ContainerOptions options) {
        return Stream.of(options.heartbeat().interval(), options.heartbeat().timeout(), options.sendTimeout())
                .min(Duration::compareTo)
                .orElseThrow();
    }
}
