package dev.mooring.cdi.server;

import java.util.function.Supplier;

/**
 * Calls of a server's executor. A thread that it starts meanwhile inherits the caller's context class loader, and keeps it for as
 * long as it lives; so the caller had better not have that of an application, which may go before.
 */
final class Lent {

    private Lent() {}

    /** Makes the call with the class loader of the executor itself. */
    static <T> T call(Object executor, Supplier<T> call) {
        ClassLoader before = lend(executor);
        try {
            return call.get();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** The same for a call without a result. */
    static void run(Object executor, Runnable call) {
        ClassLoader before = lend(executor);
        try {
            call.run();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static ClassLoader lend(Object executor) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(executor.getClass().getClassLoader());
        return before;
    }
}
