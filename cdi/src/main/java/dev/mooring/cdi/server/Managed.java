package dev.mooring.cdi.server;

import jakarta.enterprise.concurrent.ContextService;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.naming.NamingException;

/** Jakarta Concurrency. Touched only where that can be loaded. */
final class Managed {

    private Managed() {}

    /**
     * Runs tasks on the server's threads, each within the context of the thread that calls this. A managed executor alone
     * would take the context of whoever submits the task, which here is a thread that reads from a socket.
     */
    static Executor executor(Executor managed) throws NamingException {
        Executor contextual = ServerThreads.lookup("java:comp/DefaultContextService", ContextService.class)
                .currentContextExecutor();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return task -> Lent.run(() -> managed.execute(() -> run(task, contextual, loader)));
    }

    /** While an application starts or stops a server may have no context for it: then the class loader has to do. */
    private static void run(Runnable task, Executor contextual, ClassLoader loader) {
        AtomicBoolean begun = new AtomicBoolean();
        try {
            contextual.execute(() -> {
                begun.set(true);
                task.run();
            });
        } catch (IllegalStateException | RejectedExecutionException e) {
            if (begun.get()) {
                throw e;
            }
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                task.run();
            } finally {
                thread.setContextClassLoader(before);
            }
        }
    }
}
