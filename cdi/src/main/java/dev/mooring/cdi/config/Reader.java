package dev.mooring.cdi.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the keys under one prefix, remembers which it was asked for, and collects what is wrong with them. */
final class Reader {

    private final String prefix;
    private final Source source;
    private final Map<String, String> asked = new LinkedHashMap<>();
    private final Set<String> bad = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    /** A reader of {@code prefix} followed by a key. */
    Reader(String prefix, Source source) {
        this.prefix = prefix;
        this.source = source;
    }

    /**
     * What {@code apply} makes of the key's value, or {@code present} if it has none, or a bad one.
     *
     * @param fallback the value that {@code present} stands for, as one would write it
     */
    <P, T> T read(String key, Object fallback, Function<String, P> parse, T present, Function<P, T> apply) {
        asked.put(key, Words.of(fallback));
        String value = source.value(prefix + key);
        if (value == null || value.isBlank()) {
            return present;
        }
        try {
            return apply.apply(parse.apply(value.strip()));
        } catch (RuntimeException e) {
            bad.add(key);
            problems.add(prefix + key + "=" + Words.shown(value) + ": " + e.getMessage());
            return present;
        }
    }

    /** Whether the key has a value, good or bad. */
    boolean isSet(String key) {
        String value = source.value(prefix + key);
        return value != null && !value.isBlank();
    }

    /** Whether the key has a bad value: then it says nothing about what may stand beside it. */
    boolean isBad(String key) {
        return bad.contains(key);
    }

    /** The value of a key that has no default. */
    <P> @Nullable P read(String key, Function<String, P> parse) {
        return read(key, "", parse, Optional.<P>empty(), Optional::of).orElse(null);
    }

    /** Something is wrong that no single key is to blame for. */
    void problem(String key, String what) {
        problems.add(prefix + key + " " + what);
    }

    /** What is wrong, keys that nobody asked for included. */
    List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        for (String key : source.keys()) {
            if (key.startsWith(prefix) && !asked.containsKey(key.substring(prefix.length()))) {
                all.add(key + ": there is no such option; "
                        + Words.suggestion(key.substring(prefix.length()), asked.keySet()));
            }
        }
        return all;
    }

    /** The keys asked for, each with its default. */
    Map<String, String> asked() {
        return asked;
    }
}
