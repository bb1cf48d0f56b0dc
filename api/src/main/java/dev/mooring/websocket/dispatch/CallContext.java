package dev.mooring.websocket.dispatch;

import org.jspecify.annotations.Nullable;

/** What is around each call of an endpoint's method: a request context, for instance. Thread-safe. */
@FunctionalInterface
public interface CallContext {

    /** Makes the call, once, on this thread; returns what it returns and throws what it throws. */
    @Nullable Object around(Call call) throws Throwable;

    /** The call of one method. */
    @FunctionalInterface
    interface Call {
        /** Calls the method. */
        @Nullable Object proceed() throws Throwable;
    }
}
