package dev.mooring.benchmarks;

import dev.mooring.benchmarks.server.ServerMain;
import java.util.Arrays;

/** The jar's one entry: {@code throughput}, {@code together}, {@code idle}, {@code server}, or {@code jmh} with JMH's own arguments. */
public final class Main {

    private Main() {}

    public static void main(String[] args) throws Exception {
        String what = args.length == 0 ? "help" : args[0];
        String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
        switch (what) {
            case "throughput" -> Throughput.main(rest);
            case "together" -> Together.main(rest);
            case "idle" -> Idle.main(rest);
            case "server" -> ServerMain.main(rest);
            case "jmh" -> org.openjdk.jmh.Main.main(rest);
            default -> {
                System.err.println(
                        "usage: java -jar benchmarks.jar throughput|together|idle|jmh|server [--option value]...");
                System.exit(2);
            }
        }
    }
}
