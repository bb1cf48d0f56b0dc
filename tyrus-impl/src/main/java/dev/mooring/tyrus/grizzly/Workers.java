package dev.mooring.tyrus.grizzly;

import dev.mooring.tyrus.transport.ElasticPool;
import java.util.concurrent.ThreadFactory;
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

    private static final int USUAL = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    private static final int MOST = 256;

    private Workers() {}

    static ElasticPool named(String name) {
        return new ElasticPool(USUAL, Math.max(USUAL, MOST), readers(name + "-io-"));
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
