package dev.mooring.websocket.dispatch;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import java.lang.reflect.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Knows parameters of endpoint methods beyond those of the client's annotations, path parameters for instance. Stateless
 * and thread-safe.
 */
@FunctionalInterface
public interface ParameterResolver {

    /**
     * Where the values of this parameter come from, or {@code null} when it is not one of ours.
     *
     * @throws DeploymentException if it is ours but malformed; the message need not name class, method and parameter,
     *     for they are put in front of it
     */
    @Nullable Source resolve(Parameter parameter) throws DeploymentException;

    /** Gives the value of one parameter, asked for once per session. */
    @FunctionalInterface
    interface Source {

        /**
         * The value in this session, of the parameter's type (a primitive in its wrapper) or {@code null}. What it throws
         * is reported, at every call of the method, as if the method had thrown it.
         */
        @Nullable Object value(Session session) throws Exception;
    }
}
