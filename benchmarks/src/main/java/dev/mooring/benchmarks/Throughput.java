package dev.mooring.benchmarks;

import dev.mooring.benchmarks.load.Row;
import dev.mooring.testkit.ServerProcess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the contenders side by side: in each row their forks alternate, so that whatever else the machine does hits all of
 * them, and medians are compared. The second contender named is what the others are measured by.
 */
final class Throughput {

    private static final List<String> JVM_ARGS = List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC");

    private Throughput() {}

    public static void main(String[] args) {
        Options options = new Options(args, "contenders", "rows", "forks", "warmup", "seconds", "pin");
        List<String> contenders = options.list("contenders", "resilient,bare");
        String allRows = String.join(",", Row.ALL.stream().map(Row::name).toList());
        Processes processes = new Processes(Boolean.parseBoolean(options.get("pin", "true")));
        ThroughputTable table = new ThroughputTable(contenders, contenders.get(contenders.size() > 1 ? 1 : 0));
        System.out.println(table.head(processes.pins()));
        try (ServerProcess server = processes.startServer()) {
            for (String row : options.list("rows", allRows)) {
                Map<String, List<Figures>> forks = new LinkedHashMap<>();
                for (int i = 0; i < options.number("forks", 3); i++) {
                    for (String contender : contenders) {
                        String result = processes.fork(
                                ThroughputFork.class,
                                JVM_ARGS,
                                contender,
                                row,
                                server.port(),
                                options.seconds("warmup", 2),
                                options.seconds("seconds", 1.5));
                        forks.computeIfAbsent(contender, name -> new ArrayList<>())
                                .add(Figures.parse(result));
                    }
                }
                System.out.println(table.row(row, forks));
            }
        }
        System.out.println(table.foot());
    }
}
