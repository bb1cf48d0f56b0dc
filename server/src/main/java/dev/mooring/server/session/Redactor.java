package dev.mooring.server.session;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Blanks the values of query parameters that carry secrets. Immutable. */
record Redactor(Set<String> secrets) {

    static final String SHOWN = "redacted";

    URI uri(URI uri) {
        String query = uri.getRawQuery();
        if (query == null || secrets.isEmpty()) {
            return uri;
        }
        String text = uri.toString();
        int start = text.indexOf('?');
        return URI.create(text.substring(0, start + 1) + query(query));
    }

    @Nullable String query(@Nullable String raw) {
        if (raw == null || secrets.isEmpty()) {
            return raw;
        }
        return Arrays.stream(raw.split("&", -1)).map(this::pair).collect(Collectors.joining("&"));
    }

    Map<String, List<String>> parameters(Map<String, List<String>> all) {
        if (secrets.isEmpty()) {
            return all;
        }
        Map<String, List<String>> shown = new LinkedHashMap<>();
        all.forEach((name, values) -> shown.put(name, secrets.contains(name) ? List.of(SHOWN) : values));
        return shown;
    }

    private String pair(String raw) {
        int equals = raw.indexOf('=');
        String name = equals < 0 ? raw : raw.substring(0, equals);
        return secrets.contains(decoded(name)) ? name + "=" + SHOWN : raw;
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }
}
