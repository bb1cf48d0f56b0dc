package dev.mooring.benchmarks;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/**
 * Waits until the compiler has little left to do. A fixed time would favour who has less code and who sends more messages:
 * in a slow row the longer way would still be measured half compiled, and pay for its compilation on the same core.
 */
final class WarmUp {

    private static final int LOOK_EVERY_MILLIS = 1000;
    private static final int COMPILING_MILLIS = 20;
    private static final int AT_MOST_MILLIS = 20_000;

    private WarmUp() {}

    /** Waits for at least so many milliseconds, and at most 20 seconds. */
    static void await(int atLeastMillis) throws InterruptedException {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        Thread.sleep(atLeastMillis);
        long compiled;
        int waited = atLeastMillis;
        do {
            compiled = compiler.getTotalCompilationTime();
            Thread.sleep(LOOK_EVERY_MILLIS);
            waited += LOOK_EVERY_MILLIS;
        } while (compiler.getTotalCompilationTime() - compiled > COMPILING_MILLIS && waited < AT_MOST_MILLIS);
    }
}
