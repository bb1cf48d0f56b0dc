package dev.mooring.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.mooring.benchmarks.contender.Contenders;
import dev.mooring.benchmarks.load.Row;
import dev.mooring.benchmarks.server.GuardedServer;
import dev.mooring.benchmarks.server.NeutralServer;
import dev.mooring.testkit.ServerProcess;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the contenders side by side: in each row their forks alternate, so that whatever else the machine does hits all of
 * them, and medians are compared. The yardstick is what the others are measured by.
 */
final class Throughput {

    private static final List<String> JVM_ARGS = List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC");

    private Throughput() {}

    public static void main(String[] args) {
        Options options =
                new Options(args, "contenders", "yardstick", "rows", "forks", "warmup", "seconds", "pin", "server");
        List<String> contenders = options.list("contenders", "resilient,bare");
        if (contenders.equals(List.of("peers"))) {
            contenders = Contenders.peers();
        }
        List<String> rows = options.list("rows", String.join(",", Row.names()));
        Processes processes = new Processes(Boolean.parseBoolean(options.get("pin", "true")));
        ThroughputTable table = new ThroughputTable(
                contenders, options.get("yardstick", contenders.get(contenders.size() > 1 ? 1 : 0)));
        Class<?> serverMain =
                options.get("server", "neutral").equals("guarded") ? GuardedServer.class : NeutralServer.class;
        try (ServerProcess server = processes.startServer(serverMain)) {
            for (String row : rows) {
                Map<String, List<Figures>> forks = run(row, contenders, options, processes, server.port());
                System.err.println(table.add(Row.of(row), forks)); // it takes a while until the tables are whole
            }
        }
        System.out.println(table.print(processes.pins()));
    }

    private static Map<String, List<Figures>> run(
            String row, List<String> contenders, Options options, Processes processes, int port) {
        Map<String, List<Figures>> forks = new LinkedHashMap<>();
        contenders.forEach(contender -> forks.put(contender, new ArrayList<>()));
        List<String> order = new ArrayList<>(contenders);
        for (int i = 0; i < options.number("forks", 3); i++) {
            for (String contender : order) {
                String result = processes.fork(
                        ThroughputFork.class,
                        JVM_ARGS,
                        contender,
                        row,
                        port,
                        options.seconds("warmup", 2),
                        options.seconds("seconds", 1.5));
                requireNonNull(forks.get(contender)).add(Figures.parse(result));
            }
            Collections.reverse(order); // nobody always runs after the same one
        }
        return forks;
    }
}
