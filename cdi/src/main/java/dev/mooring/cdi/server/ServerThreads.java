package dev.mooring.cdi.server;

import dev.mooring.websocket.ResilientContainer;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** The threads on which clients work: the server's, with what the application's code needs there; else our own. */
public final class ServerThreads {

    private static final System.Logger LOG = System.getLogger(ServerThreads.class.getName());

    private final @Nullable Executor executor;
    private final @Nullable ScheduledExecutorService scheduler;

    private ServerThreads(@Nullable Executor executor, @Nullable ScheduledExecutorService scheduler) {
        this.executor = executor;
        this.scheduler = scheduler;
    }

    /** What there is. To be called by a thread of the application: its naming context and class loader are taken along. */
    public static ServerThreads ofServer() {
        try {
            return new ServerThreads(
                    Managed.executor(lookup("java:comp/DefaultManagedExecutorService", Executor.class)),
                    new ShortSteps(lookup(
                            "java:comp/DefaultManagedScheduledExecutorService", ScheduledExecutorService.class)));
        } catch (NamingException | LinkageError e) {
            LOG.log(System.Logger.Level.DEBUG, "no managed executors here: clients have threads of their own", e);
            return new ServerThreads(null, null);
        }
    }

    /** Has a container work on them. */
    public void lendTo(ResilientContainer.Builder builder) {
        if (executor != null && scheduler != null) {
            builder.executor(executor).scheduler(scheduler);
        }
    }

    @SuppressWarnings("BanJNDI") // names that are constants, in the server's own java:comp
    static <T> T lookup(String name, Class<T> type) throws NamingException {
        InitialContext naming = new InitialContext();
        try {
            return type.cast(naming.lookup(name));
        } finally {
            naming.close();
        }
    }
}
