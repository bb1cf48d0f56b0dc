package dev.mooring.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 100ms}, {@code 1.5s}, {@code 2m}, {@code 1h}, {@code 1d}. */
public final class Durations {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})(?:\\.(\\d{1,9}))?(ms|s|m|h|d)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private Durations() {}

    /**
     * Reads a duration. Plain {@code 0} needs no unit.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher form = FORM.matcher(text);
        Duration unit = form.matches() ? UNITS.get(form.group(3)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("'" + text
                    + "' is not a duration: write a number and its unit, like 100ms, 1s, 1.5s, 2m, 1h or 1d");
        }
        try {
            Duration whole = unit.multipliedBy(Long.parseLong(form.group(1)));
            String fraction = form.group(2);
            return fraction == null
                    ? whole
                    : whole.plusNanos(Math.round(Double.parseDouble("0." + fraction) * unit.toNanos()));
        } catch (ArithmeticException tooLong) {
            throw new IllegalArgumentException("'" + text + "' is too long a duration", tooLong);
        }
    }

    /** For people: {@code 3 ms}, {@code 1.25 s}, {@code 2 min 5 s}. */
    public static String show(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, millis < 10_000 ? "%.2f s" : "%.1f s", millis / 1000.0);
        }
        return duration.toHours() > 0
                ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
                : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }
}
