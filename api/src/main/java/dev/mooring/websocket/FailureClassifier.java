package dev.mooring.websocket;

/**
 * Decides what a failure means. Override single cases and leave the rest to the standard table:
 *
 * <pre>{@code
 * FailureClassifier mine = failure -> failure.closeCode() == 4403
 *         ? Verdict.fatal()
 *         : FailureClassifier.standard().classify(failure);
 * }</pre>
 *
 * <p>Called on any thread, must be quick. What it throws makes the failure fatal.
 */
@FunctionalInterface
public interface FailureClassifier {

    /** What the session does about this failure. */
    Verdict classify(Failure failure);

    /**
     * The standard table: what may pass is retried, {@code Retry-After} is obeyed, rejected credentials get one more try
     * with fresh ones, what will not change by trying again is fatal, and 1000 from the peer ends the session.
     */
    static FailureClassifier standard() {
        return StandardFailureTable::classify;
    }
}
