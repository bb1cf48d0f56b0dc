package dev.mooring.server.auth;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Authentication by the first message: the session opens for the peer, but the endpoint hears of it only once the first
 * text message, which it does not see, has been verified. A message that is not valid, or none within the deadline,
 * closes with 4401. Immutable.
 *
 * @param verifier gets the whole text of the message as it came, as it need not be JSON; what it throws means no
 * @param deadline from the upgrade until the message has arrived, however long it takes to verify it; default 5 s
 * @param reply sent when the message was accepted, or {@code null} for none
 */
public record FirstMessageAuth(
        TokenVerifier verifier, Duration deadline, @Nullable String reply) {

    /** Validates that the deadline is longer than zero. */
    public FirstMessageAuth {
        Objects.requireNonNull(verifier);
        if (deadline.isZero() || deadline.isNegative()) {
            throw new IllegalArgumentException("first message deadline must be longer than zero, but is " + deadline);
        }
    }

    /** Within 5 s, without a reply. */
    public static FirstMessageAuth of(TokenVerifier verifier) {
        return new FirstMessageAuth(verifier, Duration.ofSeconds(5), null);
    }

    /** How long to wait for the message. Default 5 s. */
    public FirstMessageAuth within(Duration value) {
        return new FirstMessageAuth(verifier, value, reply);
    }

    /** What to answer when the message was accepted. Default nothing. */
    public FirstMessageAuth replyWith(String value) {
        return new FirstMessageAuth(verifier, deadline, value);
    }
}
