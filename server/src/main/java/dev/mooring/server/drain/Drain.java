package dev.mooring.server.drain;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a server lets its clients go: over how long, after how long they may come back, and where to. Immutable.
 *
 * @param window over how long the sessions are closed, evenly spread; at most 1 day
 * @param retryAfter what the hint tells each client to wait before it comes back; default 0
 * @param to where it is to come back, or {@code null} for the address it came from
 */
public record Drain(
        Duration window, Duration retryAfter, @Nullable URI to) {

    /** A close reason has 123 bytes, of which the hint needs some for itself. */
    private static final int MAX_URI = 90;

    /** Validates the bounds. */
    public Drain {
        if (window.isZero() || window.isNegative() || window.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "drain window must be longer than zero and at most 1 day, but is " + window);
        }
        if (retryAfter.isNegative() || retryAfter.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("drain retry after must be between 0 and 1 day, but is " + retryAfter);
        }
        if (to != null && to.toString().getBytes(StandardCharsets.UTF_8).length > MAX_URI) {
            throw new IllegalArgumentException(
                    "drain target must have at most " + MAX_URI + " bytes, for it travels in a close reason, but has "
                            + to.toString().length());
        }
        if (to != null && !"ws".equals(to.getScheme()) && !"wss".equals(to.getScheme())) {
            throw new IllegalArgumentException("drain target must be a ws or wss URI, but is " + to);
        }
    }

    /** Spread over this window, to come back at once to the same address: whoever answers there by then. */
    public static Drain over(Duration window) {
        return new Drain(window, Duration.ZERO, null);
    }

    /** What each client is told to wait before it comes back. Default 0. */
    public Drain retryAfter(Duration value) {
        return new Drain(window, value, to);
    }

    /** Where clients are to come back. Default: where they came from. */
    public Drain to(URI value) {
        return new Drain(window, retryAfter, value);
    }

    /** The hint as it travels in the reason of the 1012: {@code mooring;retry-ms=…;to=…}. */
    public String hint() {
        return "mooring;retry-ms=" + retryAfter.toMillis() + (to == null ? "" : ";to=" + to);
    }
}
