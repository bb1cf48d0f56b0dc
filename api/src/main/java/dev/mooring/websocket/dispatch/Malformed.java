package dev.mooring.websocket.dispatch;

import jakarta.websocket.DeploymentException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with an endpoint class: where, what, and what to do. */
final class Malformed {

    private Malformed() {}

    static DeploymentException method(Class<?> endpoint, Method method, String complaint, @Nullable Throwable cause) {
        return new DeploymentException(endpoint.getName() + ", method " + name(method) + ": " + complaint, cause);
    }

    static DeploymentException method(Class<?> endpoint, Method method, String complaint) {
        return method(endpoint, method, complaint, null);
    }

    static DeploymentException parameter(
            Class<?> endpoint, Method method, int index, String complaint, @Nullable Throwable cause) {
        String parameter =
                method.getGenericParameterTypes()[index].getTypeName() + " " + method.getParameters()[index].getName();
        return method(endpoint, method, "parameter " + (index + 1) + " (" + parameter + "): " + complaint, cause);
    }

    static DeploymentException two(Class<?> endpoint, String what, Method first, Method second) {
        return new DeploymentException(endpoint.getName() + ": " + name(first) + " and " + name(second) + " are both "
                + what + ": an endpoint has at most one, remove or join one of them");
    }

    /** The method as people write it: {@code price(Price, Session)}. */
    static String name(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", method.getName() + "(", ")"));
    }
}
