package dev.mooring.testkit;

import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Random faults for each connection of a {@link FaultProxy}, the same ones whenever the seed is the same: the faults of
 * connection <i>n</i> depend on the seed and on <i>n</i> alone.
 *
 * <p>Its {@code toString} names the seed. A test that failed is repeated with {@code -Dmooring.testkit.seed=<seed>}.
 *
 * <p>Immutable and thread-safe, provided the generator of {@link #generatedBy} is.
 */
public final class FaultSchedule {
    /** The system property from which {@link #random()} takes its seed, if it is set. */
    public static final String SEED_PROPERTY = "mooring.testkit.seed";

    private final long seed;
    private final int healthyFrom;
    private final Function<Random, List<Fault>> generator;

    private FaultSchedule(long seed, int healthyFrom, Function<Random, List<Fault>> generator) {
        this.seed = seed;
        this.healthyFrom = healthyFrom;
        this.generator = generator;
    }

    /** The schedule of this seed. A quarter of its connections are healthy, the others have one or two faults. */
    public static FaultSchedule seeded(long seed) {
        return new FaultSchedule(seed, Integer.MAX_VALUE, RandomFaults::next);
    }

    /**
     * The schedule of a new seed, or of that in the system property {@value #SEED_PROPERTY}.
     *
     * @throws NumberFormatException if the property is not a long
     */
    public static FaultSchedule random() {
        String given = System.getProperty(SEED_PROPERTY);
        return seeded(given == null ? new Random().nextLong() : seed(given));
    }

    private static long seed(String given) {
        try {
            return Long.parseLong(given);
        } catch (NumberFormatException e) {
            NumberFormatException named =
                    new NumberFormatException("-D" + SEED_PROPERTY + " must be a whole number, but is " + given);
            named.initCause(e);
            throw named;
        }
    }

    /** This schedule, with all connections healthy from this number on: a test that must end needs some. */
    public FaultSchedule healthyFrom(int number) {
        return new FaultSchedule(seed, number, generator);
    }

    /** This schedule, with faults of one's own choice: drawn from the generator given, and from nothing else. */
    public FaultSchedule generatedBy(Function<Random, List<Fault>> newGenerator) {
        return new FaultSchedule(seed, healthyFrom, newGenerator);
    }

    public long seed() {
        return seed;
    }

    /** The faults of the connection with this number, from 1; empty if it is healthy. */
    public List<Fault> faults(int number) {
        // Seeds of neighbours must not be close to each other: java.util.Random begins alike on similar seeds.
        long mixed = (seed + number * 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        return number >= healthyFrom ? List.of() : List.copyOf(generator.apply(new Random(mixed ^ (mixed >>> 31))));
    }

    @Override
    public String toString() {
        return "FaultSchedule[seed=" + seed + "]";
    }
}
