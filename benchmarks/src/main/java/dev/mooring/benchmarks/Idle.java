package dev.mooring.benchmarks;

import dev.mooring.benchmarks.server.ServerKind;
import dev.mooring.testkit.ServerProcess;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Opens many sessions that do nothing, and tells what each costs: heap, threads, descriptors, time and CPU to connect. */
final class Idle {

    private Idle() {}

    public static void main(String[] args) {
        run(System.out, args);
    }

    /** Prints the table line by line, as they come. */
    static void run(PrintStream out, String... args) {
        Options options = new Options(args, "contenders", "sessions", "warm", "forks", "settle", "pin");
        List<String> contenders = options.list("contenders", "resilient,bare");
        Processes processes = new Processes(Boolean.parseBoolean(options.get("pin", "true")));
        out.println("| sessions | contender | heap/session B | minus " + contenders.get(contenders.size() - 1)
                + " B | threads | descriptors/session | connects/s | CPU/connect us |\n"
                + "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        try (ServerProcess server = processes.startServer(ServerKind.NEUTRAL)) {
            for (String sessions : options.list("sessions", "10,1000,5000")) {
                Map<String, List<Figures>> forks = new LinkedHashMap<>();
                for (int i = 0; i < options.number("forks", 1); i++) {
                    for (String contender : contenders) {
                        String result = processes.run(
                                IdleFork.class,
                                contender,
                                sessions,
                                server.port(),
                                options.seconds("settle", 35),
                                options.number("warm", 200));
                        forks.computeIfAbsent(contender, name -> new ArrayList<>())
                                .add(Figures.parse(result));
                    }
                }
                print(out, sessions, forks, contenders.get(contenders.size() - 1));
            }
        }
    }

    private static void print(PrintStream out, String sessions, Map<String, List<Figures>> forks, String yardstick) {
        Map<String, Figures> medians = new LinkedHashMap<>();
        forks.forEach((contender, figures) -> medians.put(contender, Figures.median(figures)));
        double floor = medians.getOrDefault(yardstick, new Figures(Map.of())).get("heap");
        medians.forEach((contender, figures) -> out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | %.0f | %.2f | %.0f | %.0f |%n",
                sessions,
                contender,
                perSession(figures.get("heap"), sessions),
                perSession(figures.get("heap") - floor, sessions),
                figures.get("threads"),
                figures.get("descriptors"),
                figures.get("connects"),
                figures.get("cpu")));
    }

    /** With few sessions, what the JVM itself does in the meantime outweighs them. */
    private static String perSession(double bytes, String sessions) {
        return Integer.parseInt(sessions) < 1000 ? "–" : String.format(Locale.ROOT, "%.0f", bytes);
    }
}
