package dev.mooring.tyrus.grizzly;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.memory.MemoryManager;
import org.glassfish.grizzly.memory.ThreadLocalPoolProvider;
import org.glassfish.grizzly.threadpool.DefaultWorkerThread;

/**
 * The threads that read, and on which message handlers run. A few, however many connections there are; only while handlers
 * block all of them, so that the other connections would go unheard, it becomes more.
 */
final class Workers {

    private static final int MOST = 256;
    private static final int STEP = 4;

    private final int usual;
    private final ThreadPoolExecutor pool;
    private final AtomicBoolean probing = new AtomicBoolean();

    Workers(String name) {
        usual = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
        pool = new ThreadPoolExecutor(
                usual, MOST, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), readers(name + "-io-"));
        pool.allowCoreThreadTimeOut(true);
    }

    ExecutorService pool() {
        return pool;
    }

    /** Asked now and then: whether the probe of the last time has come through. If not, threads are added. */
    boolean areReading() {
        if (probing.compareAndSet(false, true)) {
            pool.execute(() -> probing.set(false));
            if (pool.getCorePoolSize() > usual && pool.getQueue().isEmpty()) {
                pool.setCorePoolSize(usual);
            }
            return true;
        }
        pool.setCorePoolSize(Math.min(MOST, pool.getCorePoolSize() + STEP));
        return false;
    }

    void close() {
        pool.shutdownNow();
    }

    /** Grizzly's own kind of thread, as it keeps buffers with those. */
    private static ThreadFactory readers(String prefix) {
        AtomicInteger number = new AtomicInteger();
        MemoryManager<?> memory = MemoryManager.DEFAULT_MEMORY_MANAGER;
        return task -> {
            Thread thread = new DefaultWorkerThread(
                    Grizzly.DEFAULT_ATTRIBUTE_BUILDER,
                    prefix + number.incrementAndGet(),
                    memory instanceof ThreadLocalPoolProvider provider ? provider.createThreadLocalPool() : null,
                    task);
            thread.setDaemon(true);
            return thread;
        };
    }
}
