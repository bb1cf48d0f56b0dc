package dev.mooring.benchmarks;

import dev.mooring.benchmarks.contender.Contender;
import dev.mooring.benchmarks.contender.Contenders;
import dev.mooring.benchmarks.load.Load;
import dev.mooring.benchmarks.load.Row;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Keeps one contender at work in one row, and measures it when it is told to. Its parent stops it while others have their turns. */
final class ThroughputFork {

    static final String READY = "READY";

    /** After it was stopped it finds its timers late: what it does about those is not measured. */
    private static final int SETTLE_MILLIS = 30;

    private ThroughputFork() {}

    /** Contender, row, port. Each line that it reads is a number of milliseconds to measure; it ends when there are no more. */
    public static void main(String[] args) {
        Processes.runAndExit(() -> run(args));
    }

    private static void run(String[] args) throws Exception {
        BufferedReader turns = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Contender contender = Contenders.of(args[0]);
        try (Load load = Load.start(Row.of(args[1]), contender, Integer.parseInt(args[2]))) {
            System.out.println(READY);
            for (String millis = turns.readLine(); millis != null; millis = turns.readLine()) {
                Thread.sleep(SETTLE_MILLIS);
                System.out.println(measure(load, Integer.parseInt(millis)));
            }
        }
    }

    private static Figures measure(Load load, int millis) throws InterruptedException {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long compiled = compiler.getTotalCompilationTime();
        int trips = load.roundTrips();
        long count = load.count();
        Meter start = Meter.read();
        Thread.sleep(millis);
        double messages = load.count() - count;
        Map<String, Double> values = start.perMessage(messages);
        values.put("p50", load.roundTripAfter(trips));
        values.put("compiling", (compiler.getTotalCompilationTime() - compiled) / (double) millis);
        return new Figures(values);
    }
}
