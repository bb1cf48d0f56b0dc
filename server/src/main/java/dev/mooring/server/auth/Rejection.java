package dev.mooring.server.auth;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a handshake is refused: an HTTP status, a short reason for logs and counters, and response headers. The reason is
 * never sent to the client. Immutable.
 *
 * @param status 300 to 599
 * @param reason for logs; must hold nothing that came from the client
 * @param headers sent with the response, {@code WWW-Authenticate} and {@code Retry-After} for instance
 */
public record Rejection(int status, String reason, Map<String, String> headers) {

    /** Validates status and headers: a header with a control character is refused. */
    public Rejection {
        if (status < 300 || status > 599) {
            throw new IllegalArgumentException("rejection status must be between 300 and 599, but is " + status);
        }
        headers = Map.copyOf(headers);
        headers.forEach((name, value) -> {
            if ((name + value).chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
                throw new IllegalArgumentException("rejection header must hold no control character");
            }
        });
    }

    /** A rejection without headers. */
    public static Rejection of(int status, String reason) {
        return new Rejection(status, reason, Map.of());
    }

    /** 401: no credentials, or not valid ones. */
    public static Rejection unauthorized(String reason) {
        return of(401, reason);
    }

    /** 403: known, and not allowed. */
    public static Rejection forbidden(String reason) {
        return of(403, reason);
    }

    /** 429 with {@code Retry-After}. */
    public static Rejection tooMany(String reason, Duration retryAfter) {
        return of(429, reason).retryAfter(retryAfter);
    }

    /** 503 with {@code Retry-After}. */
    public static Rejection unavailable(String reason, Duration retryAfter) {
        return of(503, reason).retryAfter(retryAfter);
    }

    /** The same with a header more. */
    public Rejection header(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new Rejection(status, reason, all);
    }

    /** The same with {@code Retry-After}, in whole seconds, rounded up. */
    public Rejection retryAfter(Duration value) {
        return header("Retry-After", Long.toString(value.plusNanos(999_999_999).toSeconds()));
    }

    @Override
    public String toString() {
        return status + " " + reason;
    }
}
