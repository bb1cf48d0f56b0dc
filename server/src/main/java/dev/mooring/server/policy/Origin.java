package dev.mooring.server.policy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A serialized web origin in its one canonical spelling: ASCII lower case, default port left out. Only ASCII is
 * lower-cased, for Unicode has other letters that fold into ASCII ones (the Kelvin sign into k).
 */
record Origin(String scheme, String host, String port) {

    /** No browser sends a longer one: a host name has at most 253 characters. */
    private static final int MAX_LENGTH = 512;

    private static final Pattern SYNTAX = Pattern.compile("([a-z][a-z0-9+.-]*)://"
            + "((?:[a-z0-9_-]+)(?:\\.[a-z0-9_-]+)*\\.?|\\[[0-9a-f:.]+])"
            + "(?::([0-9]{1,5}))?");

    /** The origin that {@code text} spells, or {@code null} when it spells none. */
    static @Nullable Origin parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        Matcher matcher = SYNTAX.matcher(lowerCase(text));
        if (!matcher.matches()) {
            return null;
        }
        String scheme = matcher.group(1);
        String port = matcher.group(3);
        boolean isDefault = port == null || port.equals(defaultPort(scheme));
        return new Origin(scheme, matcher.group(2), isDefault ? "" : port);
    }

    private static @Nullable String defaultPort(String scheme) {
        return switch (scheme) {
            case "http", "ws" -> "80";
            case "https", "wss" -> "443";
            default -> null;
        };
    }

    private static String lowerCase(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            lower.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
        return lower.toString();
    }
}
