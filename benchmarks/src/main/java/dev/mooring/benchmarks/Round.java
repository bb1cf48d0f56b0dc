package dev.mooring.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.mooring.benchmarks.server.ServerKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One fork of each contender in one row, which take turns. */
final class Round implements AutoCloseable {

    private static final int WARM_UP_MILLIS = 500;
    private static final double MUCH_COMPILING = 0.03;
    private static final int MORE_WARM_UPS = 16;

    /** Behind the first heartbeat: it runs code for the first time, for which the compiler takes back what it had assumed. */
    private static final long FIRST_HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(34);

    private final Map<String, Fork> forks = new LinkedHashMap<>();
    private final List<String> order;

    Round(Processes processes, List<String> contenders, String row, ServerKind serverKind) {
        order = new ArrayList<>(contenders);
        try {
            for (String contender : contenders) {
                forks.put(contender, processes.fork(contender, row, serverKind));
            }
        } catch (RuntimeException e) {
            close(); // those that are at work already
            throw e;
        }
    }

    /**
     * Lets each work for so many seconds at least, and on until its compiler has little left to do, for 8 s at most, but in any case
     * until sessions have had their first heartbeat. A fixed time would favour who has less code and who sends more messages. Does
     * nothing for 0 seconds: enough to see that it all works, and for nothing else.
     */
    @SuppressWarnings("ModifiedButNotUsed") // going through it is what it is for
    void warmUp(double seconds) {
        if (seconds == 0) {
            return;
        }
        int least = (int) Math.ceil(seconds * 1000 / WARM_UP_MILLIS);
        long start = System.nanoTime();
        List<Fork> cold = new ArrayList<>(forks.values());
        int more = 0;
        for (int i = 1; !cold.isEmpty() && more < MORE_WARM_UPS; i++) {
            boolean enough = i >= least && System.nanoTime() - start > FIRST_HEARTBEAT_NANOS;
            more += enough ? 1 : 0;
            cold.removeIf(fork -> fork.turn(WARM_UP_MILLIS).get("compiling") < MUCH_COMPILING && enough);
        }
    }

    void measure(int turns, int millis, Map<String, List<Figures>> figures) {
        for (int i = 0; i < turns; i++) {
            for (String contender : order) {
                figures.computeIfAbsent(contender, name -> new ArrayList<>())
                        .add(requireNonNull(forks.get(contender)).turn(millis));
            }
            Collections.reverse(order); // nobody always runs after the same one
        }
    }

    @Override
    public void close() {
        forks.values().forEach(Fork::close);
    }
}
