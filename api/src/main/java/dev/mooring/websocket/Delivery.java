package dev.mooring.websocket;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is promised about messages. Immutable; each option is a method that returns a changed copy.
 *
 * <p>Best effort: each accepted message is written at most once to one connection, kept while there is none, and reported
 * when it can be neither; what the kernel or the network loses with a broken connection is lost.
 *
 * <p>Resumable: when both ends speak it, each message is handled once and in order by the handlers of two living processes,
 * whatever happens to the connections between them. A message is kept until the peer acknowledges that its handler has
 * returned; that completes its send. {@code docs/delivery.md} specifies it, and says what is not promised.
 */
public final class Delivery {

    /** What a client does when the server does not speak resumable delivery. */
    public enum Unsupported {
        /** It goes on with best effort. */
        FALL_BACK,
        /** The session fails. */
        FAIL
    }

    private static final Delivery BEST_EFFORT = new Delivery(false, Unsupported.FALL_BACK, Duration.ZERO, false, null);
    private static final Delivery RESUMABLE =
            new Delivery(true, Unsupported.FALL_BACK, Duration.ofMinutes(2), false, null);

    private final boolean resumable;
    private final Unsupported unsupported;
    private final Duration window;
    private final boolean sendAgain;
    private final @Nullable Consumer<List<UnacknowledgedMessage>> returned;

    private Delivery(
            boolean resumable,
            Unsupported unsupported,
            Duration window,
            boolean sendAgain,
            @Nullable Consumer<List<UnacknowledgedMessage>> returned) {
        this.resumable = resumable;
        this.unsupported = unsupported;
        this.window = window;
        this.sendAgain = sendAgain;
        this.returned = returned;
    }

    /** At most once, in order, over plain WebSocket to any peer. The default. */
    public static Delivery bestEffort() {
        return BEST_EFFORT;
    }

    /** Acknowledged, replayed, deduplicated, in order, between two ends that both speak it. */
    public static Delivery resumable() {
        return RESUMABLE;
    }

    /** Client: what to do when the server does not speak it. Default {@link Unsupported#FALL_BACK}. */
    public Delivery whenUnsupported(Unsupported value) {
        return new Delivery(
                requireResumable("whenUnsupported"), Objects.requireNonNull(value), window, sendAgain, returned);
    }

    /** Server: how long a session is kept after its connection was lost, 1 s to 1 day. Default 2 min. */
    public Delivery window(Duration value) {
        Checks.within("delivery window", Duration.ofSeconds(1), Duration.ofDays(1), value);
        return new Delivery(requireResumable("window"), unsupported, value, sendAgain, returned);
    }

    /**
     * Client: what was not acknowledged when the server has lost the session is sent again, at least once: the server may have
     * handled it. Default: it is not, and its sends fail with an {@link UnacknowledgedException}.
     */
    public Delivery sendAgainAfterReset() {
        return new Delivery(requireResumable("sendAgainAfterReset"), unsupported, window, true, null);
    }

    /**
     * Client: what was not acknowledged when the server has lost the session is handed to this, in order, as a callback of
     * the session, before anything of the new session is. Its sends fail with an {@link UnacknowledgedException}.
     */
    public Delivery handBackAfterReset(Consumer<List<UnacknowledgedMessage>> consumer) {
        return new Delivery(
                requireResumable("handBackAfterReset"), unsupported, window, false, Objects.requireNonNull(consumer));
    }

    /** Whether this is resumable delivery. */
    public boolean isResumable() {
        return resumable;
    }

    /** See {@link #whenUnsupported(Unsupported)}. */
    public Unsupported whenUnsupported() {
        return unsupported;
    }

    /** See {@link #window(Duration)}. */
    public Duration window() {
        return window;
    }

    /** See {@link #sendAgainAfterReset()}. */
    public boolean sendsAgainAfterReset() {
        return sendAgain;
    }

    /** See {@link #handBackAfterReset(Consumer)}; {@code null} for nobody. */
    public @Nullable Consumer<List<UnacknowledgedMessage>> handsBackAfterReset() {
        return returned;
    }

    private boolean requireResumable(String option) {
        if (!resumable) {
            throw new IllegalStateException(
                    option + " is an option of resumable delivery: start with Delivery.resumable()");
        }
        return true;
    }

    @Override
    public String toString() {
        return resumable ? "Delivery[resumable, whenUnsupported=" + unsupported + "]" : "Delivery[bestEffort]";
    }
}
