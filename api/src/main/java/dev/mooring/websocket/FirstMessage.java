package dev.mooring.websocket;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * Authentication by the first message, for services that take their token that way: right after the upgrade the message
 * goes out, and only when an accepting reply has come does the session count as open, {@code @OnOpen} run and the outbox
 * flow. The reply is not delivered to the endpoint. A reply that is not accepted counts as HTTP 401 does: one more
 * attempt with a fresh message, then the session fails; silence past the deadline counts as a timeout. Immutable.
 *
 * @param message the message, asked for at every attempt; it never appears in logs or events
 * @param accepts whether a reply, the first text that arrives, means accepted
 * @param deadline how long to wait for the reply; default 10 s
 */
public record FirstMessage(PerAttempt<String> message, Predicate<String> accepts, Duration deadline) {

    /** Validates that the deadline is longer than zero. */
    public FirstMessage {
        Checks.positive("first message deadline", deadline);
    }

    /** Sends this message and accepts any reply; see {@link #acceptedBy(Predicate)}. */
    public static FirstMessage of(PerAttempt<String> message) {
        return new FirstMessage(message, reply -> true, Duration.ofSeconds(10));
    }

    /** Which reply means accepted. */
    public FirstMessage acceptedBy(Predicate<String> reply) {
        return new FirstMessage(message, reply, deadline);
    }

    /** How long to wait for the reply. Default 10 s. */
    public FirstMessage within(Duration value) {
        return new FirstMessage(message, accepts, value);
    }

    @Override
    public String toString() {
        return "FirstMessage[deadline=" + deadline + "]";
    }
}
