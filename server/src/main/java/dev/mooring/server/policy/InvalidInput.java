package dev.mooring.server.policy;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What answers a message that is not valid: JSON outside its limits, a text no decoder can read, an object that fails its
 * constraints. Each is counted, whatever the answer. Immutable.
 *
 * @param closeCode 1003 or 1007 to close the session, 0 to let it live
 * @param message a text to send instead, or {@code null}
 */
public record InvalidInput(int closeCode, @Nullable String message) {

    /** Validates the combination. */
    public InvalidInput {
        if (closeCode != 0 && closeCode != 1003 && closeCode != 1007) {
            throw new IllegalArgumentException("invalid input close code must be 1003 or 1007, but is " + closeCode);
        }
    }

    /** Close with 1007, "invalid payload". The default. */
    public static InvalidInput close1007() {
        return new InvalidInput(1007, null);
    }

    /** Close with 1003, "cannot accept". */
    public static InvalidInput close1003() {
        return new InvalidInput(1003, null);
    }

    /** Send this text and go on. The endpoint's {@code @OnError} is not called. */
    public static InvalidInput answer(String message) {
        return new InvalidInput(0, Objects.requireNonNull(message));
    }

    /** Give the failure to the endpoint's {@code @OnError} and go on, as the specification describes it. */
    public static InvalidInput toOnError() {
        return new InvalidInput(0, null);
    }
}
