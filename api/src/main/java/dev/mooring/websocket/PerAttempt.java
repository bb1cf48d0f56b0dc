package dev.mooring.websocket;

/**
 * Something that is asked for anew at every attempt to connect, so that it can be fresh: a token, a one-time URI, a
 * renewed certificate. What it throws fails the attempt, and the attempt is retried as the {@link RetryPolicy} says.
 *
 * <p>Called on the container's executor; it may block, within the connect timeout. Not called twice at a time for one session,
 * unless it outlasts that timeout: then the attempt has failed, and the next one asks again.
 */
@FunctionalInterface
public interface PerAttempt<T> {

    /** The value for this attempt, not {@code null}. */
    T get(Attempt attempt) throws Exception;
}
