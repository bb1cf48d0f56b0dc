package dev.mooring.benchmarks;

import dev.mooring.benchmarks.load.Bout;
import dev.mooring.benchmarks.load.Row;
import dev.mooring.benchmarks.server.ServerKind;
import dev.mooring.testkit.ServerProcess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares ways to use one client, such as two kinds of delivery, in one JVM and with one server process: they share what the
 * compilers made of the code that they have in common, which differs between forks of one and the same contender by more than
 * such ways differ. Turns as in {@link Throughput}, but each until its last message is through.
 */
final class Together {

    private Together() {}

    public static void main(String[] args) {
        System.out.println(run(args));
    }

    /** Returns the tables. */
    static String run(String... args) {
        Options options = new Options(
                args, "contenders", "yardstick", "rows", "forks", "turns", "millis", "warmup", "pin", "server");
        List<String> contenders = options.list("contenders", "resumable,resilient");
        Processes processes = new Processes(Boolean.parseBoolean(options.get("pin", "true")));
        ThroughputTable table = new ThroughputTable(
                contenders, options.get("yardstick", contenders.get(contenders.size() > 1 ? 1 : 0)));
        ServerKind serverKind = ServerKind.named(options.get("server", "tyrus"));
        if (serverKind == ServerKind.NEUTRAL) {
            throw new IllegalArgumentException(
                    "the neutral server does not tell when all is through: give another one with --server");
        }
        List<String> rows = options.list("rows", "stream-64,stream-1k,receive-64,receive-1k,echo-64,echo-1k");
        rows.forEach(row -> Bout.require(Row.of(row)));
        int millis = options.number("millis", 150);
        int warmUps = (int) Math.ceil(options.seconds("warmup", 16) * 1000 / millis);
        int turns = options.number("turns", 50);
        for (String row : rows) {
            Map<String, List<Figures>> figures = new LinkedHashMap<>();
            for (int i = 0; i < options.number("forks", 3); i++) {
                try (ServerProcess server = processes.startServer(serverKind)) {
                    int seconds = 60 + 3 * contenders.size() * (warmUps + turns) * millis / 1000;
                    List<String> results = processes.results(
                            seconds,
                            TogetherFork.class,
                            row,
                            server.port(),
                            warmUps,
                            turns,
                            millis,
                            String.join(",", contenders));
                    if (results.size() != turns * contenders.size()) {
                        throw new IllegalStateException(String.join(",", contenders) + " in " + row + " ended after "
                                + results.size() + " of " + turns * contenders.size()
                                + " turns: why is to be read above");
                    }
                    for (int j = 0; j < results.size(); j++) {
                        figures.computeIfAbsent(contenders.get(j % contenders.size()), name -> new ArrayList<>())
                                .add(Figures.parse(results.get(j)));
                    }
                }
            }
            System.err.println(table.add(Row.of(row), figures)); // it takes a while until the tables are whole
        }
        return table.print(processes.pins());
    }
}
