package dev.mooring.server.session;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * A public method that some containers have and Jakarta does not, found by its name: the server half must not depend on any
 * container, and some of what it promises needs one.
 */
final class Quirk {

    private static final System.Logger LOG = System.getLogger(Quirk.class.getName());

    private Quirk() {}

    /** Calls a method without parameters; {@code false} when there is none, or it fails. */
    static boolean call(Object target, String method) {
        return invoke(target, method) != Missing.METHOD;
    }

    /** The result of a method without parameters, or {@code null} when there is none, or it fails. */
    static @Nullable Object get(Object target, String method) {
        Object result = invoke(target, method);
        return result == Missing.METHOD ? null : result;
    }

    /** Drops the connection of a client that does not answer our close: on Undertow, or on Jetty. */
    static void abort(Object session) {
        if (!call(session, "forceClose")) {
            call(session, "abort");
        }
    }

    /** Starts the closing handshake; may block. One that cannot be started is over anyway. */
    static void close(Session session, CloseReason reason) {
        try {
            session.close(reason);
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing " + session.getId(), e);
        }
    }

    private enum Missing {
        METHOD
    }

    private static @Nullable Object invoke(Object target, String name) {
        try {
            Method method = target.getClass().getMethod(name);
            return method.invoke(target);
        } catch (NoSuchMethodException e) {
            return Missing.METHOD;
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, target.getClass().getName() + "." + name + "() failed", e);
            return Missing.METHOD;
        }
    }
}
