package dev.mooring.benchmarks;

import dev.mooring.benchmarks.contender.Contenders;
import dev.mooring.benchmarks.load.Row;
import dev.mooring.benchmarks.server.ServerKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the contenders side by side: in each row their forks take turns of a fraction of a second, so that whatever else the machine does
 * hits all of them, and each turn is compared with that of the yardstick next to it.
 */
final class Throughput {

    private Throughput() {}

    public static void main(String[] args) {
        System.out.println(run(args));
    }

    /** Returns the tables. */
    static String run(String... args) {
        Options options = new Options(
                args, "contenders", "yardstick", "rows", "forks", "turns", "millis", "warmup", "pin", "server");
        List<String> contenders = options.list("contenders", "resilient,bare");
        if (contenders.equals(List.of("peers"))) {
            contenders = Contenders.peers();
        }
        List<String> rows = options.list("rows", String.join(",", Row.names()));
        Processes processes = new Processes(Boolean.parseBoolean(options.get("pin", "true")));
        ThroughputTable table = new ThroughputTable(
                contenders, options.get("yardstick", contenders.get(contenders.size() > 1 ? 1 : 0)));
        ServerKind serverKind = ServerKind.named(options.get("server", "neutral"));
        for (String row : rows) {
            Map<String, List<Figures>> turns = new LinkedHashMap<>();
            for (int i = 0; i < options.number("forks", 3); i++) {
                try (Round round = new Round(processes, contenders, row, serverKind)) {
                    round.warmUp(options.seconds("warmup", 2));
                    round.measure(options.number("turns", 12), options.number("millis", 200), turns);
                }
            }
            System.err.println(table.add(Row.of(row), turns)); // it takes a while until the tables are whole
        }
        return table.print(processes.pins());
    }
}
