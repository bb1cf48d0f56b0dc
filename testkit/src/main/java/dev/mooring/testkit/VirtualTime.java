package dev.mooring.testkit;

import dev.mooring.websocket.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Time that stands still until a test moves it: a ticker, a clock and a scheduler that agree to the nanosecond.
 *
 * <pre>{@code
 * VirtualTime time = VirtualTime.create();
 * time.scheduler().schedule(this::ping, 30, SECONDS);
 * time.advance(Duration.ofSeconds(30));      // ping() has run, on this thread
 * }</pre>
 *
 * <p>{@link #advance} steps from task to task: while a task runs, ticker and clock show exactly the moment it was due.
 * Tasks run in due order, those due at the same moment in the order of their submission, and a task that becomes due
 * through another task runs within the same call.
 *
 * <p>Thread-safe: any thread may read the time and schedule; one thread at a time may advance.
 */
public final class VirtualTime implements Ticker {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final long origin;
    private final TaskQueue tasks = new TaskQueue();
    private final VirtualScheduler scheduler = new VirtualScheduler(tasks);
    private final Clock clock = new VirtualClock(START, ZoneOffset.UTC, tasks::now);

    private VirtualTime(long origin) {
        this.origin = origin;
    }

    /**
     * Time that begins at 2026-01-01T00:00:00Z. Its ticker begins a little below zero, so that code which takes a
     * reading of zero for "never" is found out.
     */
    public static VirtualTime create() {
        return startingAt(-Duration.ofSeconds(1).toNanos());
    }

    /** As {@link #create()}, with another first reading of the ticker: near {@link Long#MAX_VALUE} it overflows. */
    public static VirtualTime startingAt(long nanos) {
        return new VirtualTime(nanos);
    }

    @Override
    public long nanos() {
        return origin + tasks.now();
    }

    /** How far this time was advanced since it was made. */
    public Duration elapsed() {
        return Duration.ofNanos(tasks.now());
    }

    /** A clock in UTC that moves with this time. */
    public Clock clock() {
        return clock;
    }

    /**
     * The scheduler of this time, always the same. It behaves as a {@link java.util.concurrent.ScheduledThreadPoolExecutor}
     * that drops cancelled tasks at once, with these differences:
     *
     * <ul>
     *   <li>tasks run on the thread that advances, also those without delay, for which {@code advance(Duration.ZERO)} is enough;
     *   <li>what a task given to {@code execute} throws is thrown by {@code advance}; the other methods keep it in the future;
     *   <li>{@code awaitTermination} and {@code close} never wait: nothing would end meanwhile.
     * </ul>
     */
    public ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /** The number of tasks that wait for their time; a periodic task counts as one. */
    public int pending() {
        return tasks.size();
    }

    /** How long until the next task is due, empty when none is pending. */
    public Optional<Duration> untilNext() {
        return tasks.untilNext().map(Duration::ofNanos);
    }

    /**
     * Moves on by {@code duration} and runs each task at the moment it is due.
     *
     * @throws IllegalArgumentException if the duration is negative
     * @throws IllegalStateException if called by a task, or while another thread advances; or if tasks schedule each
     *     other without delay for ever
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration must not be negative: " + duration);
        }
        tasks.advanceTo(Math.addExact(tasks.now(), duration.toNanos()));
    }

    /**
     * Moves on to the moment of the next task, and runs everything due then.
     *
     * @return how far that was
     * @throws NoSuchElementException if no task is pending
     */
    public Duration advanceToNext() {
        Duration step = untilNext().orElseThrow(() -> new NoSuchElementException("no task is pending"));
        advance(step);
        return step;
    }

    @Override
    public String toString() {
        return "VirtualTime[" + clock.instant() + ", " + pending() + " pending]";
    }
}
