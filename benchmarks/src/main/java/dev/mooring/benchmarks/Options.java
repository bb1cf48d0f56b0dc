package dev.mooring.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Arguments of the form {@code --name value}. */
final class Options {

    private final Map<String, String> values = new HashMap<>();

    Options(String[] args, String... known) {
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].replaceFirst("^--", "");
            if (!List.of(known).contains(name) || i + 1 == args.length) {
                throw new IllegalArgumentException(
                        "usage: [--" + String.join(" x] [--", known) + " x]; got " + args[i]);
            }
            values.put(name, args[i + 1]);
        }
    }

    String get(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    List<String> list(String name, String otherwise) {
        return List.of(get(name, otherwise).split(","));
    }

    int number(String name, int otherwise) {
        return Integer.parseInt(get(name, String.valueOf(otherwise)));
    }

    double seconds(String name, double otherwise) {
        return Double.parseDouble(get(name, String.valueOf(otherwise)));
    }
}
