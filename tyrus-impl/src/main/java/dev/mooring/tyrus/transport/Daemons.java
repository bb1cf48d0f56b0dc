package dev.mooring.tyrus.transport;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that keep no process alive. */
public final class Daemons implements ThreadFactory {

    private final String prefix;
    private final AtomicInteger number = new AtomicInteger();

    /** Threads whose names begin so, and end in their number. */
    public Daemons(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(task, prefix + number.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
