package dev.mooring.server.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which requests are handshakes, RFC 6455 section 4.2.1. What a container does not upgrade goes on to the servlets, who would
 * take the mark of an admitted handshake for a login: so whatever lacks something is none.
 */
final class UpgradeRequest {

    private static final Pattern ENCODED_DOT = Pattern.compile("%2e", Pattern.CASE_INSENSITIVE);

    private UpgradeRequest() {}

    static boolean is(HttpServletRequest request) {
        return "GET".equals(request.getMethod())
                && hasToken(request, "Upgrade", "websocket")
                && hasToken(request, "Connection", "upgrade")
                && "13".equals(request.getHeader("Sec-WebSocket-Version"))
                && !isBlank(request.getHeader("Sec-WebSocket-Key"))
                && !isRelative(request.getRequestURI());
    }

    private static boolean isBlank(@Nullable String header) {
        return header == null || header.isBlank();
    }

    private static boolean hasToken(HttpServletRequest request, String header, String token) {
        for (String value : Collections.list(request.getHeaders(header))) {
            for (String each : value.split(",", -1)) {
                if (each.strip().equalsIgnoreCase(token)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether it means another path: containers resolve it, and a template would match what it was before. */
    private static boolean isRelative(String path) {
        if (path.contains("//")) {
            return true;
        }
        for (String segment : path.split("/", -1)) {
            int parameters = segment.indexOf(';');
            String name = parameters < 0 ? segment : segment.substring(0, parameters);
            String plain = ENCODED_DOT.matcher(name).replaceAll(".");
            if (plain.equals(".") || plain.equals("..")) {
                return true;
            }
        }
        return false;
    }
}
