package dev.mooring.websocket.spi;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a draining server writes into the reason of its close frame, 1012 or 1013, and our client obeys:
 * {@code mooring;retry-ms=1500;to=wss://other.example/chat}. Both parts may be missing.
 *
 * @param retryAfter not to come back before, {@code null} for no wish; what {@link #parse} reads is {@link #LONGEST} at most
 * @param to where to come back to, {@code null} for here
 */
public record DrainHint(
        @Nullable Duration retryAfter, @Nullable URI to) {

    /**
     * The longest wait that a server is obeyed in, be it in a hint or by {@code Retry-After}: nobody means longer, and such a
     * value would keep a session away for good. What is longer counts as this.
     */
    public static final Duration LONGEST = Duration.ofDays(1);

    private static final Pattern GRAMMAR = Pattern.compile("mooring(?:;retry-ms=(\\d{1,9}))?(?:;to=(\\S+))?");

    /** The hint in this close reason, if it is one; malformed ones are none. */
    public static Optional<DrainHint> parse(@Nullable String reason) {
        Matcher match = GRAMMAR.matcher(reason == null ? "" : reason);
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            String wait = match.group(1);
            String place = match.group(2);
            return Optional.of(new DrainHint(
                    wait == null ? null : atMostLongest(Duration.ofMillis(Long.parseLong(wait))),
                    place == null ? null : URI.create(place)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The wait, or {@link #LONGEST} if that is shorter. */
    public static Duration atMostLongest(Duration wait) {
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    /**
     * The hint as a close reason.
     *
     * @throws IllegalArgumentException if it is longer than the 123 bytes of a close reason
     */
    public String toReason() {
        String reason = "mooring" + (retryAfter == null ? "" : ";retry-ms=" + retryAfter.toMillis())
                + (to == null ? "" : ";to=" + to.toASCIIString());
        if (reason.length() > 123) {
            throw new IllegalArgumentException("a close reason holds at most 123 bytes, but the drain hint has "
                    + reason.length() + ": " + reason);
        }
        return reason;
    }
}
