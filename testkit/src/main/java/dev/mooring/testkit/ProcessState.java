package dev.mooring.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits until a signal has had its effect: {@code kill} returns when it is sent. */
final class ProcessState {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private ProcessState() {}

    /** Returns once the process is stopped, or no longer is; at once where {@code /proc} does not tell. */
    static void await(Process process, boolean stopped) {
        Path stat = Path.of("/proc", String.valueOf(process.pid()), "stat");
        long start = System.nanoTime();
        while (process.isAlive() && Files.isReadable(stat) && isStopped(stat) != stopped) {
            if (System.nanoTime() - start > PATIENCE) {
                throw new IllegalStateException(
                        "process " + process.pid() + (stopped ? " does not stop" : " does not go on"));
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    private static boolean isStopped(Path stat) {
        try {
            String line = Files.readString(stat);
            // "pid (name) state …", and the name may contain parentheses itself.
            return line.charAt(line.lastIndexOf(')') + 2) == 'T';
        } catch (IOException e) {
            return false;
        }
    }
}
