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
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(executor.getClass().getClassLoader());
        try {
            return call.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The same for a call without a result. */
    static void run(Object executor, Runnable call) {
        Boolean done = call(executor, () -> {
            call.run();
            return true;
        });
        assert done;
    }
}
