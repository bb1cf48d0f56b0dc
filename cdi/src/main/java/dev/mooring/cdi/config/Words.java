package dev.mooring.cdi.config;

import dev.mooring.websocket.Redaction;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values as configuration writes them. Each method says in its exception what it expects. */
final class Words {

    private static final Pattern SHORT = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h)");

    private Words() {}

    static Duration duration(String word) {
        Matcher match = SHORT.matcher(word);
        try {
            return match.matches()
                    ? Duration.of(Long.parseLong(match.group(1)), unit(match.group(2)))
                    : Duration.parse(word);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be a duration such as 500ms, 10s, 2m, 1h or PT10S", e);
        }
    }

    static int integer(String word) {
        return (int) whole(word, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    static long wholeNumber(String word) {
        return whole(word, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    static double number(String word) {
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a number", e);
        }
    }

    /** Not {@code Boolean.parseBoolean}, to which a misspelt yes is a no. */
    static boolean yesOrNo(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> plain(each.name()).equals(plain(word)))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("must be one of " + Arrays.toString(type.getEnumConstants())));
    }

    /** One or more, between commas. */
    static List<URI> uris(String word) {
        return Arrays.stream(word.split(","))
                .map(String::strip)
                .map(each -> uri(each, "ws", "wss"))
                .map(Words::withoutUser)
                .toList();
    }

    private static URI withoutUser(URI uri) {
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "must not have a user in it, which is never sent: set the header Authorization by a"
                            + " ContainerCustomizer");
        }
        return uri;
    }

    static URI uri(String word, String... schemes) {
        try {
            URI uri = new URI(word);
            if (uri.getHost() != null && Arrays.asList(schemes).contains(uri.getScheme())) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not a URI: " + e.getReason(), e);
        }
        throw new IllegalArgumentException(
                "must be a URI with a host that starts with " + String.join(" or ", schemes) + "://");
    }

    /** A bad value for a message: of what may be a URI, with a token or a password in it, only what is no secret. */
    static String shown(String word) {
        if (word.matches("[^/?#@]*")) {
            return word;
        }
        try {
            return word.contains(",") ? "…" : Redaction.of(new URI(word.strip()));
        } catch (URISyntaxException e) {
            return "…";
        }
    }

    /** A default as one would write it. */
    static String of(Object value) {
        return value instanceof Duration duration && duration.toMillis() % 1000 == 0
                ? duration.toSeconds() + "s"
                : String.valueOf(value);
    }

    /** What may have been meant. */
    static String suggestion(String wrong, Collection<String> right) {
        return right.stream()
                .min(Comparator.comparingInt(each -> distance(plain(wrong), plain(each))))
                .map(each -> "did you mean " + each + "?")
                .orElse("");
    }

    private static ChronoUnit unit(String word) {
        return switch (word) {
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            default -> ChronoUnit.HOURS;
        };
    }

    private static long whole(String word, long min, long max) {
        try {
            long value = Long.parseLong(word.replace("_", ""));
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number", e);
        }
        throw new IllegalArgumentException("must be from " + min + " to " + max);
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** Levenshtein's. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
