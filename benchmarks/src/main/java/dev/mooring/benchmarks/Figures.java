package dev.mooring.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Named numbers, as a fork tells them to its parent in one line, and medians of several forks' numbers. */
record Figures(Map<String, Double> values) {

    static final String MARK = "RESULT ";

    @SuppressWarnings("StringSplitter") // toString has written it
    static Figures parse(String line) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String pair : line.substring(MARK.length()).split(" ")) {
            String[] parts = pair.split("=");
            values.put(parts[0], Double.valueOf(parts[1]));
        }
        return new Figures(values);
    }

    static Figures median(List<Figures> forks) {
        Map<String, Double> medians = new LinkedHashMap<>();
        for (String name : forks.get(0).values.keySet()) {
            medians.put(
                    name,
                    median(forks.stream().mapToDouble(fork -> fork.get(name)).toArray()));
        }
        return new Figures(medians);
    }

    static double median(double... numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static double quantile(double share, double... numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    double get(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no figure " + name + " in " + values);
        }
        return value;
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" ", MARK, ""));
    }
}
