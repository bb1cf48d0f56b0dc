package dev.mooring.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import sun.misc.Signal;

/**
 * Lets a command decide what a signal does. Through {@code sun.misc.Signal}, for a shutdown hook is not told which signal
 * it was, and cannot decide the exit code.
 */
public final class Signals {

    private Signals() {}

    /** The first of these signals, {@code INT} or {@code TERM}, is given to the action; the next ends the process at once. */
    public static void first(Consumer<String> action, String... names) {
        first(action, () -> {}, names);
    }

    /** The same, and before the process is ended at once, this is done: it must be quick, for shutdown hooks do not run. */
    public static void first(Consumer<String> action, Runnable beforeTheEnd, String... names) {
        AtomicBoolean had = new AtomicBoolean();
        for (String name : names) {
            handle(name, had, action, beforeTheEnd);
        }
    }

    private static void handle(String name, AtomicBoolean had, Consumer<String> action, Runnable beforeTheEnd) {
        try {
            Signal.handle(new Signal(name), signal -> {
                if (had.getAndSet(true)) {
                    try {
                        beforeTheEnd.run();
                    } finally {
                        Runtime.getRuntime().halt(128 + signal.getNumber());
                    }
                }
                action.accept(name);
            });
        } catch (IllegalArgumentException unknownHere) {
            // The JVM keeps it to itself (-Xrs) or the system has no such signal: then the process just ends.
        }
    }
}
