package dev.mooring.server.session;

import jakarta.websocket.Session;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps Tyrus from starting timers for nothing. Tyrus 2.1, which Payara 6 has, starts one at every message, sent or received,
 * also for a session without an idle timeout, when it is due at once and does nothing. Payara's managed executor looks for
 * services on the class path for each: milliseconds. There is no setting for it, hence the look into the session; where that
 * is not allowed, all stays as it is.
 */
final class TyrusTimers {

    private static final System.Logger LOG = System.getLogger(TyrusTimers.class.getName());
    private static final Never NEVER = new Never();

    private TyrusTimers() {}

    /** From now on this session's timers are started only if they are to wait. */
    static void spare(Session raw) {
        try {
            Field field = raw.getClass().getDeclaredField("service");
            field.setAccessible(true);
            if (field.get(raw) instanceof ScheduledExecutorService service && !Proxy.isProxyClass(service.getClass())) {
                field.set(raw, sparing(service));
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "Tyrus starts a timer at every message", e);
        }
    }

    private static Object sparing(ScheduledExecutorService service) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().equals("schedule") && arguments[1] instanceof Long delay && delay <= 0) {
                return NEVER;
            }
            try {
                return method.invoke(service, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return Proxy.newProxyInstance(
                TyrusTimers.class.getClassLoader(), new Class<?>[] {ScheduledExecutorService.class}, handler);
    }

    /** A timer that was not started. */
    private static final class Never extends FutureTask<@Nullable Void> implements ScheduledFuture<@Nullable Void> {
        Never() {
            super(() -> null);
            cancel(false);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            return 0;
        }
    }
}
