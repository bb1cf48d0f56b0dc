package dev.mooring.benchmarks;

import dev.mooring.benchmarks.contender.Contender;
import dev.mooring.benchmarks.contender.Contenders;
import dev.mooring.benchmarks.load.Load;
import dev.mooring.benchmarks.load.Row;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Measures one contender in one row: warms up, then takes the median rate of short slices, so that a hiccup of the machine
 * costs one slice and not the fork.
 */
final class ThroughputFork {

    private static final int SLICE_MILLIS = 100;

    private ThroughputFork() {}

    /** Contender, row, port, seconds to warm up, seconds to measure. */
    public static void main(String[] args) throws Exception {
        Contender contender = Contenders.of(args[0]);
        try (Load load = Load.start(Row.of(args[1]), contender, Integer.parseInt(args[2]))) {
            Thread.sleep(millis(args[3]));
            System.out.println(measure(load, millis(args[4]) / SLICE_MILLIS));
        }
        System.exit(0); // some contenders keep threads, and none is measured at closing
    }

    static Figures measure(Load load, int slices) throws InterruptedException {
        double[] rates = new double[slices];
        Meter start = Meter.read();
        long startCount = load.count();
        for (int i = 0; i < slices; i++) {
            long nanos = System.nanoTime();
            long count = load.count();
            Thread.sleep(SLICE_MILLIS);
            rates[i] = (load.count() - count) * 1e9 / (System.nanoTime() - nanos);
        }
        double messages = load.count() - startCount;
        Meter end = Meter.read();
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("rate", Figures.median(rates));
        values.put("cpu", (end.cpuNanos() - start.cpuNanos()) / messages);
        values.put("alloc", (end.allocatedBytes() - start.allocatedBytes()) / messages);
        return new Figures(values);
    }

    private static int millis(String seconds) {
        return (int) (Double.parseDouble(seconds) * 1000);
    }
}
