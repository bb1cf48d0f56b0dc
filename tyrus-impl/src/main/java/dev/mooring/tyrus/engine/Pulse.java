package dev.mooring.tyrus.engine;

import dev.mooring.websocket.Ticker;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one tick that all sessions of a container share for heartbeats, timeouts and a coarse clock: nothing is scheduled
 * per message or per session. It beats only while there are sessions.
 */
final class Pulse {

    /** Hears each beat. */
    interface Beat {
        /**
         * A beat.
         *
         * @param now the coarse time in nanoseconds
         * @param lapse how long this process could not hear its peers, as far as that is unusual; else 0
         */
        void beat(long now, long lapse);
    }

    private static final System.Logger LOG = System.getLogger(Pulse.class.getName());
    private static final Duration SLOWEST = Duration.ofMillis(100);
    private static final Duration FASTEST = Duration.ofMillis(5);

    private final ScheduledExecutorService scheduler;
    private final Ticker ticker;
    private final long period;
    private final Set<Beat> beats = ConcurrentHashMap.newKeySet();
    private volatile BooleanSupplier reading = () -> true;
    private volatile long now;
    private @Nullable Future<?> task;

    /** A pulse that is fine enough for the shortest of these timeouts: a tenth of it, 5 to 100 ms. */
    Pulse(ScheduledExecutorService scheduler, Ticker ticker, Duration shortest) {
        this.scheduler = scheduler;
        this.ticker = ticker;
        long tenth = shortest.toNanos() / 10;
        this.period = Math.max(FASTEST.toNanos(), Math.min(SLOWEST.toNanos(), tenth));
        this.now = ticker.nanos();
    }

    /** Who knows whether peers are being heard at all. */
    void listenTo(BooleanSupplier whetherReading) {
        reading = whetherReading;
    }

    /** The time of the last beat: old by up to a period, but a mere read. */
    long now() {
        return now;
    }

    synchronized void add(Beat beat) {
        if (task == null) { // first: a scheduler that was shut down throws, and then there is nothing to beat for
            now = ticker.nanos();
            task = scheduler.scheduleAtFixedRate(this::beat, period, period, TimeUnit.NANOSECONDS);
        }
        beats.add(beat);
    }

    synchronized void remove(Beat beat) {
        beats.remove(beat);
        if (beats.isEmpty() && task != null) {
            task.cancel(false);
            task = null;
        }
    }

    private boolean isReading() {
        try {
            return reading.getAsBoolean();
        } catch (Throwable e) { // a pool that gets no more threads throws an Error, and this beat would be the last
            LOG.log(System.Logger.Level.WARNING, "whether peers are being heard is not known at present", e);
            return false;
        }
    }

    private void beat() {
        long before = now;
        long present = ticker.nanos();
        now = present;
        // A stopped process or a sleeping laptop: the silence of that time is ours, not the peer's.
        long elapsed = present - before;
        boolean stopped = elapsed > period + TimeUnit.SECONDS.toNanos(1);
        boolean deaf = !isReading();
        long lapse = stopped || deaf ? Math.max(1, elapsed - (deaf ? 0 : period)) : 0;
        for (Beat each : beats) {
            try {
                each.beat(present, lapse);
            } catch (Throwable e) { // an Error too: it would be the last beat for all sessions
                LOG.log(System.Logger.Level.ERROR, "a session's beat failed", e);
            }
        }
    }
}
