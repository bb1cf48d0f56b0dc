package dev.mooring.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What {@link FaultSchedule} does by default: something slow or nothing, then an end or none. */
final class RandomFaults {
    private static final int SOON = 4096;
    private static final List<Direction> DIRECTIONS = List.of(Direction.values());

    private RandomFaults() {}

    static List<Fault> next(Random random) {
        List<Fault> faults = new ArrayList<>();
        if (random.nextInt(2) == 0) {
            faults.add(slow(random));
        }
        if (random.nextInt(2) == 0) {
            faults.add(end(random));
        }
        return faults;
    }

    private static Fault slow(Random random) {
        Direction direction = direction(random);
        return random.nextInt(2) == 0
                ? new Fault.Latency(Duration.ofMillis(1 + random.nextInt(50)), direction)
                : new Fault.Trickle(1024 + random.nextInt(64 << 10), direction);
    }

    private static Fault end(Random random) {
        Direction direction = direction(random);
        Fault end = switch (random.nextInt(5)) {
            case 0 -> new Fault.Cut();
            case 1 -> new Fault.Reset();
            case 2 -> new Fault.BlackHole(direction(random));
            case 3 -> new Fault.StopReading(direction(random));
            default -> new Fault.Silence();
        };
        // Many of the interesting moments are in the first bytes: request, response, first frames.
        return new Fault.After(random.nextInt(1 + random.nextInt(SOON)), direction, end);
    }

    private static Direction direction(Random random) {
        return DIRECTIONS.get(random.nextInt(DIRECTIONS.size()));
    }
}
