package dev.mooring.tyrus.grizzly;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.grizzly.ThreadCache;
import org.glassfish.grizzly.Writer;
import org.glassfish.grizzly.threadpool.DefaultWorkerThread;

/**
 * What Grizzly leaves in the threads that write. In a web application which brings Grizzly along those threads are the
 * server's: what stays there would hold the application's class loader long after it was undeployed. Elsewhere it is left
 * alone, for it saves work.
 */
final class Traces {

    private static final List<ThreadLocal<?>> LOCALS = outlivedByThreads() ? find() : List.of();

    private Traces() {}

    /** Clears the present thread, unless it is one of ours. */
    static void clear() {
        if (!LOCALS.isEmpty() && !(Thread.currentThread() instanceof DefaultWorkerThread)) {
            LOCALS.forEach(ThreadLocal::remove);
        }
    }

    private static boolean outlivedByThreads() {
        ClassLoader grizzly = Writer.class.getClassLoader();
        return grizzly == Traces.class.getClassLoader() && grizzly != ClassLoader.getSystemClassLoader();
    }

    private static List<ThreadLocal<?>> find() {
        List<ThreadLocal<?>> found = new ArrayList<>();
        add(Writer.Reentrant.class, "REENTRANTS_COUNTER", found);
        add(ThreadCache.class, "genericCacheAttr", found);
        return found;
    }

    private static void add(Class<?> type, String name, List<ThreadLocal<?>> found) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            if (field.get(null) instanceof ThreadLocal<?> local) {
                found.add(local);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            System.getLogger(Traces.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot clear " + name + " of this version of Grizzly", e);
        }
    }
}
