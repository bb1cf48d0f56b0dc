package dev.mooring.websocket;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Options of one message. Immutable; combine them: {@code SendOptions.timeToLive(ofSeconds(5)).conflate("EURUSD")}.
 *
 * @param isVolatile never parked while there is no connection: the send fails at once then; with one it waits its turn
 * @param timeToLive how long the message may wait in the outbox before it is dropped, {@code null} for ever
 * @param conflationKey a parked message with the same key is replaced by this one, in its place; {@code null} for none
 */
public record SendOptions(
        boolean isVolatile,
        @Nullable Duration timeToLive,
        @Nullable String conflationKey) {

    /** Parked as long as it takes. */
    public static final SendOptions NONE = new SendOptions(false, null, null);

    /** Validates that a time to live is longer than zero. */
    public SendOptions {
        if (timeToLive != null) {
            Checks.positive("time to live", timeToLive);
        }
    }

    /** Fails at once without a connection; with one it waits its turn. For what is stale once the connection is lost. */
    public static SendOptions neverParked() {
        return new SendOptions(true, null, null);
    }

    /** Dropped when it has waited this long without being written. */
    public static SendOptions timeToLive(Duration limit) {
        return new SendOptions(false, limit, null);
    }

    /** Replaces the parked message of the same key, if there is one. */
    public static SendOptions conflateBy(String key) {
        return new SendOptions(false, null, key);
    }

    /** The same with a time to live. */
    public SendOptions expireAfter(Duration limit) {
        return new SendOptions(isVolatile, limit, conflationKey);
    }

    /** The same with a conflation key. */
    public SendOptions conflate(String key) {
        return new SendOptions(isVolatile, timeToLive, key);
    }
}
