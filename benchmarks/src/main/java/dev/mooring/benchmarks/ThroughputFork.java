package dev.mooring.benchmarks;

import dev.mooring.benchmarks.contender.Contender;
import dev.mooring.benchmarks.contender.Contenders;
import dev.mooring.benchmarks.load.Load;
import dev.mooring.benchmarks.load.Row;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Measures one contender in one row: warms up ({@link WarmUp}), then takes the median rate of short slices, so that a hiccup of the machine
 * costs one slice and not the fork.
 */
final class ThroughputFork {

    private static final int SLICE_MILLIS = 100;

    private ThroughputFork() {}

    /** Contender, row, port, least seconds to warm up, seconds to measure. */
    public static void main(String[] args) throws Exception {
        Processes.endWithParent();
        Contender contender = Contenders.of(args[0]);
        try (Load load = Load.start(Row.of(args[1]), contender, Integer.parseInt(args[2]))) {
            WarmUp.await(millis(args[3]));
            System.out.println(measure(load, millis(args[4]) / SLICE_MILLIS));
        }
        System.exit(0); // some contenders keep threads, and none is measured at closing
    }

    static Figures measure(Load load, int slices) throws InterruptedException {
        double[] rates = new double[slices];
        double[] cpu = new double[slices];
        double[] allocated = new double[slices];
        for (int i = 0; i < slices; i++) {
            long count = load.count();
            Meter start = Meter.read();
            Thread.sleep(SLICE_MILLIS);
            double messages = load.count() - count;
            Meter end = Meter.read();
            rates[i] = messages * 1e9 / (end.nanos() - start.nanos());
            cpu[i] = (end.cpuNanos() - start.cpuNanos()) / messages;
            allocated[i] = (end.allocatedBytes() - start.allocatedBytes()) / messages;
        }
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("rate", Figures.median(rates));
        values.put("cpu", Figures.median(cpu));
        values.put("alloc", Figures.median(allocated));
        values.put("p50", load.roundTrip());
        return new Figures(values);
    }

    private static int millis(String seconds) {
        return (int) (Double.parseDouble(seconds) * 1000);
    }
}
