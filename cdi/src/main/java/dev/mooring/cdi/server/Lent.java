package dev.mooring.cdi.server;

import java.util.function.Supplier;

/**
 * Calls of a server's executor, with the platform's class loader. A thread that it starts meanwhile inherits the caller's, and
 * keeps it for as long as it lives; so the caller had better not have that of an application, which may go before. And Payara
 * looks for services with it at every call: that took 4 ms in Payara Micro with its own class loader, which reads one large jar.
 */
final class Lent {

    private Lent() {}

    /** Makes the call. */
    static <T> T call(Supplier<T> call) {
        ClassLoader before = lend();
        try {
            return call.get();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** The same for a call without a result. */
    static void run(Runnable call) {
        ClassLoader before = lend();
        try {
            call.run();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static ClassLoader lend() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        return before;
    }
}
