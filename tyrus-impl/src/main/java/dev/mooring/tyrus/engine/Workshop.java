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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private static final long END_MILLIS = 500;

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
    private final Errand.Later later = this::later;
    private final Set<Runnable> postponed = ConcurrentHashMap.newKeySet(); // errands the executor gets again
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

    /** What is taken out of those that are postponed is run by whoever takes it: the timer, or {@link #close()}. */
    private boolean later(Runnable task) {
        postponed.add(task);
        Future<?> timer = schedule(LATER, () -> {
            if (postponed.remove(task)) {
                task.run();
            }
        });
        return !timer.isCancelled() || !postponed.remove(task);
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

    /** Ends the timers, and the threads that are our own. What waits for one of them is run all the same, so that ends are told. */
    void close() {
        timers.close();
        own.forEach(ThreadPoolExecutor::shutdown);
        List<Runnable> left = new ArrayList<>();
        own.forEach(pool -> left.addAll(end(pool)));
        for (Runnable errand : postponed) {
            if (postponed.remove(errand)) {
                left.add(errand);
            }
        }
        if (!left.isEmpty()) {
            runElsewhere(() -> left.forEach(Workshop::runSafely));
        }
    }

    /** On a thread of its own, as it may block; in place if there is none to be had. */
    private static void runElsewhere(Runnable rest) {
        Thread thread = new Daemons("mooring-rest-").newThread(rest);
        try {
            thread.start();
        } catch (Throwable e) { // an Error, mostly
            rest.run();
        }
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) { // an Error too: others wait behind it
            System.getLogger(Workshop.class.getName()).log(System.Logger.Level.ERROR, "a last task failed", e);
        }
    }

    private <T extends ThreadPoolExecutor> T own(T pool) {
        own.add(pool);
        return pool;
    }

    /** What it has not begun by its end. */
    private static List<Runnable> end(ThreadPoolExecutor pool) {
        try {
            if (pool.awaitTermination(END_MILLIS, TimeUnit.MILLISECONDS)) {
                return List.of();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return pool.shutdownNow(); // a callback that never returns is interrupted
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
