package dev.mooring.cli.connect;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import sun.misc.Signal;

/**
 * Turns SIGINT and SIGTERM into a close code. Through {@code sun.misc.Signal}, for a shutdown hook is not told which signal
 * it was, and cannot decide the exit code.
 */
final class Signals {

    private Signals() {}

    /** The first signal closes; the next one ends the process at once. */
    static void closeWith(IntConsumer close) {
        AtomicBoolean closing = new AtomicBoolean();
        handle("INT", closing, () -> close.accept(1000));
        handle("TERM", closing, () -> close.accept(1001));
    }

    private static void handle(String name, AtomicBoolean closing, Runnable close) {
        try {
            Signal.handle(new Signal(name), signal -> {
                if (closing.getAndSet(true)) {
                    Runtime.getRuntime().halt(128 + signal.getNumber());
                }
                close.run();
            });
        } catch (IllegalArgumentException unknownHere) {
            // The JVM keeps it to itself (-Xrs) or the system has no such signal: then the process just ends.
        }
    }
}
