package dev.mooring.websocket;

import java.net.URI;
import java.time.Duration;

/** What a {@link Failure} means for the session. */
public sealed interface Verdict {

    /** Try again after the backoff delay. */
    static Verdict retry() {
        return new Retry(Duration.ZERO);
    }

    /** Try again after the backoff delay, but not before this. */
    static Verdict retryAfter(Duration notBefore) {
        return new Retry(notBefore);
    }

    /** Try once more with fresh credentials; if that fails the same way, give up. */
    static Verdict retryOnce() {
        return new RetryOnce();
    }

    /** Try at another place, at once; at most 5 times in a row. */
    static Verdict redirect(URI location) {
        return new Redirect(location);
    }

    /** Give up: the session fails. */
    static Verdict fatal() {
        return new Fatal();
    }

    /** The end that was wished for: the session is closed. */
    static Verdict end() {
        return new End();
    }

    /** See {@link #retryAfter(Duration)}. */
    record Retry(Duration notBefore) implements Verdict {}

    /** See {@link #retryOnce()}. */
    record RetryOnce() implements Verdict {}

    /** See {@link #redirect(URI)}. */
    record Redirect(URI location) implements Verdict {}

    /** See {@link #fatal()}. */
    record Fatal() implements Verdict {}

    /** See {@link #end()}. */
    record End() implements Verdict {}
}
