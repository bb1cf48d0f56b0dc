package dev.mooring.benchmarks;

import dev.mooring.benchmarks.contender.Contender;
import dev.mooring.benchmarks.contender.Contenders;
import dev.mooring.benchmarks.load.Bout;
import dev.mooring.benchmarks.load.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps a connection of each contender in one JVM, and lets them work by turns. */
final class TogetherFork {

    private TogetherFork() {}

    /** Row, port, turns before those that are measured, turns, milliseconds of each, contenders; a line for each turn of each. */
    public static void main(String[] args) {
        Processes.endWithParent();
        Processes.runAndExit(() -> run(args));
    }

    private static void run(String[] args) throws Exception {
        List<Bout> bouts = new ArrayList<>();
        for (String name : List.of(args[5].split(","))) {
            Contender contender = Contenders.of(name);
            bouts.add(Bout.open(Row.of(args[0]), contender, Integer.parseInt(args[1])));
        }
        int millis = Integer.parseInt(args[4]);
        turns(bouts, Integer.parseInt(args[2]), millis, false);
        turns(bouts, Integer.parseInt(args[3]), millis, true);
    }

    private static void turns(List<Bout> bouts, int turns, int millis, boolean told) throws InterruptedException {
        List<Bout> order = new ArrayList<>(bouts);
        for (int i = 0; i < turns; i++) {
            Map<Bout, Figures> figures = new LinkedHashMap<>();
            for (Bout bout : order) {
                figures.put(bout, measure(bout, millis));
            }
            if (told) {
                bouts.forEach(bout -> System.out.println(figures.get(bout)));
            }
            Collections.reverse(order); // nobody always runs after the same one
        }
    }

    private static Figures measure(Bout bout, int millis) throws InterruptedException {
        Meter start = Meter.read();
        Map<String, Double> values = start.perMessage((double) bout.work(millis));
        values.put("p50", 0.0);
        return new Figures(values);
    }
}
