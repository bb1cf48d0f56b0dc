package dev.mooring.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.mooring.benchmarks.load.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Gathers the rows and prints Markdown: one table of ratios to the yardstick, one of what each message costs. */
final class ThroughputTable {

    private final List<String> contenders;
    private final String yardstick;
    private final Map<Row, Map<String, Figures>> rows = new LinkedHashMap<>();
    private final Map<Row, Map<String, double[]>> ratios = new LinkedHashMap<>();

    ThroughputTable(List<String> contenders, String yardstick) {
        this.contenders = contenders;
        this.yardstick = yardstick;
    }

    /** Takes the figures of all turns of one row, of each contender as many; the medians in one line, for who waits. */
    String add(Row row, Map<String, List<Figures>> turns) {
        Map<String, Figures> medians = new LinkedHashMap<>();
        Map<String, double[]> toYardstick = new LinkedHashMap<>();
        StringBuilder line = new StringBuilder(row.name());
        turns.forEach((contender, figures) -> {
            Figures median = Figures.median(figures);
            medians.put(contender, median);
            toYardstick.put(contender, ratios(row, figures, requireNonNull(turns.get(yardstick))));
            line.append(String.format(
                    Locale.ROOT,
                    " | %s %.2f: %.1f k/s, %.0f ns, %.0f B, p50 %.1f us",
                    contender,
                    Figures.median(requireNonNull(toYardstick.get(contender))),
                    median.get("rate") / 1000,
                    median.get("cpu"),
                    median.get("alloc"),
                    median.get("p50") / 1000));
        });
        rows.put(row, medians);
        ratios.put(row, toYardstick);
        return line.toString();
    }

    /** Turn by turn. */
    private static double[] ratios(Row row, List<Figures> figures, List<Figures> by) {
        String name = row.isPingPong() ? "p50" : "rate";
        return IntStream.range(0, figures.size())
                .mapToDouble(i -> figures.get(i).get(name) / by.get(i).get(name))
                .toArray();
    }

    String print(boolean pinned) {
        return "JDK " + System.getProperty("java.version") + ", "
                + Runtime.getRuntime().availableProcessors()
                + (pinned ? " cores, client and server pinned to one each" : " cores, not pinned")
                + ".\n\nMessages per second, as a ratio to " + yardstick
                + ", median of the turns and quartiles; in pingpong the median round trip, less is better:\n\n"
                + table(this::ratio) + mean()
                + "\n\nk messages per second; ns of CPU and bytes allocated per message; in pingpong us p50:\n\n"
                + table(this::costs);
    }

    private String table(BiFunction<Row, String, String> cell) {
        StringBuilder table = new StringBuilder("| |");
        contenders.forEach(contender -> table.append(' ').append(contender).append(" |"));
        table.append("\n| --- |").append(" ---: |".repeat(contenders.size()));
        for (Row row : rows.keySet()) {
            table.append("\n| ").append(row.name()).append(" |");
            contenders.forEach(contender ->
                    table.append(' ').append(cell.apply(row, contender)).append(" |"));
        }
        return table.toString();
    }

    /** Over the rows of throughput, if there are any. */
    private String mean() {
        if (ratios.keySet().stream().allMatch(Row::isPingPong)) {
            return "";
        }
        StringBuilder line = new StringBuilder("\n| geometric mean, without pingpong |");
        for (String contender : contenders) {
            List<Double> logs = new ArrayList<>();
            ratios.forEach((row, by) -> {
                if (!row.isPingPong()) {
                    logs.add(Math.log(Figures.median(requireNonNull(by.get(contender)))));
                }
            });
            double mean = logs.stream().mapToDouble(log -> log).average().orElse(Double.NaN);
            line.append(String.format(Locale.ROOT, " %.2f |", Math.exp(mean)));
        }
        return line.toString();
    }

    private String ratio(Row row, String contender) {
        double[] all = requireNonNull(requireNonNull(ratios.get(row)).get(contender));
        String median = String.format(Locale.ROOT, "%.2f", Figures.median(all));
        return contender.equals(yardstick)
                ? median
                : String.format(
                        Locale.ROOT,
                        "%s (%.2f–%.2f)",
                        median,
                        Figures.quantile(0.25, all),
                        Figures.quantile(0.75, all));
    }

    private String costs(Row row, String contender) {
        Figures figures = requireNonNull(requireNonNull(rows.get(row)).get(contender));
        return String.format(
                Locale.ROOT,
                row.isPingPong() ? "%.0f us; %.0f; %.0f" : "%.0f; %.0f; %.0f",
                row.isPingPong() ? figures.get("p50") / 1000 : figures.get("rate") / 1000,
                figures.get("cpu"),
                figures.get("alloc"));
    }
}
