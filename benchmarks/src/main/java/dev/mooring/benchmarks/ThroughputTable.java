package dev.mooring.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints Markdown: messages per second with their ratio to the yardstick, CPU time and allocation per message. */
final class ThroughputTable {

    private final List<String> contenders;
    private final String yardstick;
    private final Map<String, List<Double>> ratios = new LinkedHashMap<>();

    ThroughputTable(List<String> contenders, String yardstick) {
        this.contenders = contenders;
        this.yardstick = yardstick;
    }

    String head(boolean pinned) {
        StringBuilder head = new StringBuilder("JDK ")
                .append(System.getProperty("java.version"))
                .append(", ")
                .append(Runtime.getRuntime().availableProcessors())
                .append(pinned ? " cores, client and server pinned to one each" : " cores, not pinned")
                .append("; k msg/s (ratio to ")
                .append(yardstick)
                .append("), ns of CPU per message (inverse ratio), bytes allocated per message\n\n| row |");
        contenders.forEach(contender -> head.append(' ').append(contender).append(" |"));
        return head.append("\n| --- |")
                .append(" ---: |".repeat(contenders.size()))
                .toString();
    }

    String row(String name, Map<String, List<Figures>> forks) {
        Map<String, Figures> medians = new LinkedHashMap<>();
        forks.forEach((contender, figures) -> medians.put(contender, Figures.median(figures)));
        Figures by = medians.getOrDefault(yardstick, new Figures(Map.of()));
        StringBuilder row = new StringBuilder("| ").append(name).append(" |");
        medians.forEach((contender, figures) -> {
            double ratio = figures.get("rate") / by.get("rate");
            ratios.computeIfAbsent(contender, c -> new ArrayList<>()).add(ratio);
            row.append(String.format(
                    Locale.ROOT,
                    " %.1f (**%.2f**), %.0f ns (%.2f), %.0f B |",
                    figures.get("rate") / 1000,
                    ratio,
                    figures.get("cpu"),
                    by.get("cpu") / figures.get("cpu"),
                    figures.get("alloc")));
        });
        return row.toString();
    }

    String foot() {
        StringBuilder foot = new StringBuilder("| geometric mean |");
        for (String contender : contenders) {
            double logs = 0;
            List<Double> all = ratios.getOrDefault(contender, List.of());
            for (double ratio : all) {
                logs += Math.log(ratio);
            }
            foot.append(String.format(Locale.ROOT, " **%.2f** |", Math.exp(logs / all.size())));
        }
        return foot.toString();
    }
}
