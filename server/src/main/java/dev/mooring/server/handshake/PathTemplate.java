package dev.mooring.server.handshake;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The URI template of an endpoint (level 1 of RFC 6570, a variable being a whole segment) and our own match of it: some
 * containers mix query parameters into the path parameters they report, so theirs must never authorize. Immutable.
 */
public final class PathTemplate {

    private final String text;
    private final List<String> segments;

    private PathTemplate(String text, List<String> segments) {
        this.text = text;
        this.segments = segments;
    }

    /**
     * A template that starts with a slash.
     *
     * @throws IllegalArgumentException if it does not, or a variable is not a whole segment
     */
    public static PathTemplate of(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("endpoint path must start with '/', but is " + text);
        }
        List<String> segments = split(text);
        for (String segment : segments) {
            boolean braces = segment.contains("{") || segment.contains("}");
            if (braces && !segment.matches("\\{[^{}]+}")) {
                throw new IllegalArgumentException(
                        "path variable must be a whole segment like {name}, but is " + segment + " in " + text);
            }
        }
        return new PathTemplate(text, segments);
    }

    /** The variables of this path, decoded, when its whole is described by the template; else {@code null}. */
    public @Nullable Map<String, String> match(String rawPath) {
        List<String> actual = split(rawPath);
        return actual.size() == segments.size() ? values(actual) : null;
    }

    /** The same for the end of a path, whose beginning is the context path of an application. */
    public @Nullable Map<String, String> matchEnd(String rawPath) {
        List<String> actual = split(rawPath);
        int from = actual.size() - segments.size();
        return from < 0 ? null : values(actual.subList(from, actual.size()));
    }

    /**
     * A digit for each segment, 0 for fixed text and 1 for a variable. Of the templates that match a path the specification means
     * the one where this comes first: it compares from the left, and fixed text goes before a variable.
     */
    public String precedence() {
        return segments.stream().map(segment -> isVariable(segment) ? "1" : "0").collect(Collectors.joining());
    }

    private @Nullable Map<String, String> values(List<String> actual) {
        Map<String, String> found = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            String value = decode(actual.get(i));
            if (value == null) {
                return null;
            }
            if (isVariable(segment)) {
                found.put(segment.substring(1, segment.length() - 1), value);
            } else if (!segment.equals(value)) {
                return null;
            }
        }
        return Map.copyOf(found);
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{");
    }

    private static @Nullable String decode(String raw) {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        try {
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8); // in a path + is a plus
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static List<String> split(String path) {
        return new ArrayList<>(
                List.of(path.substring(path.startsWith("/") ? 1 : 0).split("/", -1)));
    }

    @Override
    public String toString() {
        return text;
    }
}
