package dev.mooring.websocket;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the very first connection of a session is treated. Immutable.
 *
 * @param maxRetries 0 to give up at the first failure, {@code null} to follow the {@link RetryPolicy}
 * @param limit the time after which the session fails if it has not been open yet, or {@code null} for no such limit
 */
public record InitialConnect(
        @Nullable Integer maxRetries, @Nullable Duration limit) {

    /** Validates the bounds: retries from 0, a limit longer than zero. */
    public InitialConnect {
        if (maxRetries != null) {
            Checks.atLeast("initial connect retries", 0, maxRetries);
        }
        if (limit != null) {
            Checks.positive("initial connect limit", limit);
        }
    }

    /** Follow the retry policy, as for every later connection. The default. */
    public static InitialConnect retry() {
        return new InitialConnect(null, null);
    }

    /** Follow the retry policy, but fail when there was no connection within {@code limit}. */
    public static InitialConnect within(Duration limit) {
        return new InitialConnect(null, limit);
    }

    /** One attempt: its failure is final. */
    public static InitialConnect failFast() {
        return new InitialConnect(0, null);
    }
}
