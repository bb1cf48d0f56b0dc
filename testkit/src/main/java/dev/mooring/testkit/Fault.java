package dev.mooring.testkit;

import java.time.Duration;
import java.util.Objects;

/**
 * Something that goes wrong with one connection through a {@link FaultProxy}. {@link Faults} has a verb for each, which
 * says what it does; as a value a fault can be generated, collected and printed.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface Fault {

    /** See {@link Faults#latency(Duration, Direction)}. */
    record Latency(Duration delay, Direction direction) implements Fault {
        private static final Duration LONGEST = Duration.ofDays(1);

        public Latency {
            Objects.requireNonNull(direction, "direction");
            if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("latency must be from 0 to " + LONGEST + ": " + delay);
            }
        }
    }

    /** See {@link Faults#trickle(int, Direction)}. */
    record Trickle(int bytesPerSecond, Direction direction) implements Fault {
        public Trickle {
            Objects.requireNonNull(direction, "direction");
            if (bytesPerSecond <= 0) {
                throw new IllegalArgumentException("bytesPerSecond must be positive: " + bytesPerSecond);
            }
        }
    }

    /** See {@link Faults#stopReading(Direction)}. */
    record StopReading(Direction direction) implements Fault {
        public StopReading {
            Objects.requireNonNull(direction, "direction");
        }
    }

    /** See {@link Faults#stopWriting(Direction)}. */
    record StopWriting(Direction direction) implements Fault {
        public StopWriting {
            Objects.requireNonNull(direction, "direction");
        }
    }

    /** See {@link Faults#blackHole(Direction)}. */
    record BlackHole(Direction direction) implements Fault {
        public BlackHole {
            Objects.requireNonNull(direction, "direction");
        }
    }

    /** See {@link Faults#silence()}. */
    record Silence() implements Fault {}

    /** See {@link Faults#cut()}. */
    record Cut() implements Fault {}

    /** See {@link Faults#reset()}. */
    record Reset() implements Fault {}

    /** See {@link Faults#heal()}. */
    record Heal() implements Fault {}

    /** See {@link Faults#after(long, Direction)}. */
    record After(long bytes, Direction direction, Fault then) implements Fault {
        public After {
            Objects.requireNonNull(direction, "direction");
            Objects.requireNonNull(then, "then");
            if (bytes < 0) {
                throw new IllegalArgumentException("bytes must not be negative: " + bytes);
            }
        }
    }
}
