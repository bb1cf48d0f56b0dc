package dev.mooring.websocket;

/**
 * A source of elapsed time in nanoseconds, only meaningful as a difference between two readings. Timeouts and
 * durations are measured on it; never on the wall clock, which may jump.
 *
 * <p>Implementations are thread-safe and never go backwards.
 */
@FunctionalInterface
public interface Ticker {

    /** The current reading in nanoseconds, from an arbitrary origin. */
    long nanos();

    /** The ticker of this machine, {@link System#nanoTime()}. */
    static Ticker system() {
        return System::nanoTime;
    }
}
