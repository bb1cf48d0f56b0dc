package dev.mooring.server.session;

import dev.mooring.server.handshake.Readiness;
import dev.mooring.server.resume.ResumeDesk;
import dev.mooring.server.resume.SessionStore;
import dev.mooring.server.topic.Topics;
import dev.mooring.websocket.Ticker;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What all guarded endpoints of one application share: the tick, the workers, the topics, and whether it is draining.
 * Threads do not grow with sessions. Thread-safe.
 */
public final class ServerRuntime implements AutoCloseable {

    /** Dead clients are found within interval + timeout + 0.5 s if a worker is free: two rounds and some scheduling fit into that. */
    private static final long TICK_MILLIS = 100;

    /** Control frames may block on a client that does not read; so many of those do not hold up the others. */
    private static final int WORKERS = 16;

    /** Closing a stuck client blocks on some servers for as long as they think fit; pings must not wait behind that. */
    private static final int CLOSERS = 16;

    private static final System.Logger LOG = System.getLogger(ServerRuntime.class.getName());

    private final Ticker ticker;
    private final Readiness readiness = new Readiness();
    private final Topics topics;
    private final ResumeDesk desk;
    private final List<EndpointBinding> bindings = new CopyOnWriteArrayList<>();
    private final List<Consumer<EndpointBinding>> deploymentListeners = new ArrayList<>(0); // guarded by bindings
    private final ScheduledThreadPoolExecutor tick;
    private final ThreadPoolExecutor workers;
    private final ThreadPoolExecutor closers;
    private final SharedWriter writer;

    /** Starts the tick. */
    public ServerRuntime(Ticker ticker, Topics topics, SessionStore store) {
        this.ticker = ticker;
        this.topics = topics;
        this.tick = new ScheduledThreadPoolExecutor(1, daemon("mooring-server-tick"));
        tick.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.workers = pool(WORKERS, "mooring-server-worker");
        this.closers = pool(CLOSERS, "mooring-server-closer");
        this.desk = new ResumeDesk(store, ticker, workers);
        this.writer = new SharedWriter(workers, ticker);
        topics.deliverBy(writer);
        tick.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Where timeouts are measured. */
    public Ticker ticker() {
        return ticker;
    }

    /** Whether new handshakes are taken. */
    public Readiness readiness() {
        return readiness;
    }

    /** The topics of this application. */
    public Topics topics() {
        return topics;
    }

    /** Where resumable sessions are kept and given out. */
    public ResumeDesk desk() {
        return desk;
    }

    /** The guarded endpoints. */
    public List<EndpointBinding> bindings() {
        return Collections.unmodifiableList(bindings);
    }

    /** One more guarded endpoint. */
    public void add(EndpointBinding binding) {
        synchronized (bindings) { // with the listeners, so that each hears of each endpoint once
            bindings.add(binding);
            deploymentListeners.forEach(listener -> listener.accept(binding));
        }
    }

    /** Tells this listener the endpoints that are there, and then each new one. */
    public void addDeploymentListener(Consumer<EndpointBinding> listener) {
        synchronized (bindings) {
            deploymentListeners.add(listener);
            bindings.forEach(listener);
        }
    }

    /** Takes a listener off again. */
    public void removeDeploymentListener(Consumer<EndpointBinding> listener) {
        synchronized (bindings) {
            deploymentListeners.remove(listener);
        }
    }

    /** For what may block a little: control frames on a free line, and callbacks of sessions found dead. */
    Executor workers() {
        return workers;
    }

    /** Gives sessions their wires. */
    SharedWriter writer() {
        return writer;
    }

    /** Ends a connection that may be stuck: with a close frame if there is a way, and whatever becomes of that after a while. */
    void drop(Session raw, CloseReason reason, long patienceNanos) {
        closers.execute(() -> Quirk.close(raw, reason));
        schedule(() -> abort(raw), patienceNanos);
    }

    /** Ends a connection without a close frame, where the container lets us. */
    void abort(Session raw) {
        closers.execute(() -> Quirk.abort(raw));
    }

    /** Runs a task on the tick's thread after a delay; it must be quick. {@code false} when we are closed, and nothing runs there. */
    public boolean schedule(Runnable task, long delayNanos) {
        try {
            tick.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "the server has been closed", e);
            return false;
        }
    }

    private void tick() {
        long now = ticker.nanos();
        try {
            writer.tick();
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.ERROR, "the tick failed", e);
        }
        for (EndpointBinding binding : bindings) {
            try {
                binding.tick(now);
            } catch (Throwable e) { // one that escaped would silently end the tick for all
                LOG.log(System.Logger.Level.ERROR, "the tick failed", e);
            }
        }
        desk.expire(now); // what a connection waits for is kept by then, however late this is
    }

    /** Whether the clock stands still. */
    boolean isClosed() {
        return tick.isShutdown();
    }

    /**
     * Stops the clock, and no handshake becomes a session any more. Connections are not closed by this: that is for the container,
     * when it stops, or the application; but sessions that wait for one end. So the pools still work, with threads that end as soon
     * as they have nothing to do.
     */
    @Override
    public void close() {
        readiness.startDraining();
        bindings.forEach(binding -> binding.guard().endReservations());
        desk.shut();
        tick.shutdown(); // interrupts nobody: a drain may have led here on the tick's own thread
        workers.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
        closers.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
        writer.close();
        bindings.forEach(binding -> binding.lastTick(ticker.nanos()));
    }

    private static ThreadPoolExecutor pool(int threads, String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemon(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
