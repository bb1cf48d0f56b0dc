package dev.mooring.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.mooring.benchmarks.load.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

/** Gathers the rows and prints Markdown: one table of ratios to the yardstick, one of what each message costs. */
final class ThroughputTable {

    private final List<String> contenders;
    private final String yardstick;
    private final Map<Row, Map<String, Figures>> rows = new LinkedHashMap<>();

    ThroughputTable(List<String> contenders, String yardstick) {
        this.contenders = contenders;
        this.yardstick = yardstick;
    }

    /** Takes the forks' figures of one row; all of them in one line, for who waits. */
    String add(Row row, Map<String, List<Figures>> forks) {
        Map<String, Figures> medians = new LinkedHashMap<>();
        StringBuilder line = new StringBuilder(row.name());
        forks.forEach((contender, figures) -> {
            Figures median = Figures.median(figures);
            medians.put(contender, median);
            line.append(String.format(
                    Locale.ROOT,
                    " | %s %.1f k/s, %.0f ns, %.0f B, p50 %.1f us",
                    contender,
                    median.get("rate") / 1000,
                    median.get("cpu"),
                    median.get("alloc"),
                    median.get("p50") / 1000));
        });
        rows.put(row, medians);
        return line.toString();
    }

    String print(boolean pinned) {
        return "JDK " + System.getProperty("java.version") + ", "
                + Runtime.getRuntime().availableProcessors()
                + (pinned ? " cores, client and server pinned to one each" : " cores, not pinned")
                + ".\n\nMessages per second, as a ratio to " + yardstick
                + "; in pingpong the median round trip, less is better:\n\n"
                + table(this::ratio) + mean()
                + "\n\nk messages per second; ns of CPU and bytes allocated per message; in pingpong us p50:\n\n"
                + table(ThroughputTable::costs);
    }

    private String table(BiFunction<Row, Figures, String> cell) {
        StringBuilder table = new StringBuilder("| |");
        contenders.forEach(contender -> table.append(' ').append(contender).append(" |"));
        table.append("\n| --- |").append(" ---: |".repeat(contenders.size()));
        rows.forEach((row, figures) -> {
            table.append("\n| ").append(row.name()).append(" |");
            contenders.forEach(contender -> table.append(' ')
                    .append(cell.apply(row, requireNonNull(figures.get(contender))))
                    .append(" |"));
        });
        return table.toString();
    }

    /** Over the rows of throughput. */
    private String mean() {
        StringBuilder line = new StringBuilder("\n| geometric mean, without pingpong |");
        for (String contender : contenders) {
            List<Double> logs = new ArrayList<>();
            rows.forEach((row, figures) -> {
                if (!row.isPingPong()) {
                    logs.add(Math.log(against(row, requireNonNull(figures.get(contender)), "rate")));
                }
            });
            double mean = logs.stream().mapToDouble(log -> log).average().orElse(Double.NaN);
            line.append(String.format(Locale.ROOT, " %.2f |", Math.exp(mean)));
        }
        return line.toString();
    }

    private String ratio(Row row, Figures figures) {
        return String.format(Locale.ROOT, "%.2f", against(row, figures, row.isPingPong() ? "p50" : "rate"));
    }

    private double against(Row row, Figures figures, String name) {
        Figures by = requireNonNull(rows.get(row)).get(yardstick);
        return by == null ? Double.NaN : figures.get(name) / by.get(name);
    }

    private static String costs(Row row, Figures figures) {
        return String.format(
                Locale.ROOT,
                row.isPingPong() ? "%.0f us; %.0f; %.0f" : "%.0f; %.0f; %.0f",
                row.isPingPong() ? figures.get("p50") / 1000 : figures.get("rate") / 1000,
                figures.get("cpu"),
                figures.get("alloc"));
    }
}
