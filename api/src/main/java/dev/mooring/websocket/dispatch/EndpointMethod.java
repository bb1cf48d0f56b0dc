package dev.mooring.websocket.dispatch;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;

/** An annotated method, parsed: it knows where each of its arguments comes from. Immutable. */
final class EndpointMethod {

    private final String name; // shared by all sessions: of every session it would be the largest thing
    private final Method method;
    private final List<Argument> arguments;
    private final MethodHandle handle;

    private EndpointMethod(String name, Method method, List<Argument> arguments, MethodHandle handle) {
        this.name = name;
        this.method = method;
        this.arguments = arguments;
        this.handle = handle;
    }

    static EndpointMethod of(Class<?> endpoint, Method method, List<Argument> arguments) throws DeploymentException {
        if (Modifier.isStatic(method.getModifiers())) {
            throw Malformed.method(endpoint, method, "is static, but belongs to an instance: remove static");
        }
        try {
            method.setAccessible(true);
            return new EndpointMethod(
                    endpoint.getName() + "." + Malformed.name(method),
                    method,
                    List.copyOf(arguments),
                    MethodHandles.lookup().unreflect(method));
        } catch (IllegalAccessException | RuntimeException e) {
            throw Malformed.method(endpoint, method, "is not accessible: open its package to this library", e);
        }
    }

    Method method() {
        return method;
    }

    /**
     * The method of this instance in this session. All that is known beforehand is bound into the handle, so that a call
     * makes no array of arguments.
     *
     * @throws IllegalStateException if the method wants another type of session
     */
    Invoker bind(Object instance, Session session) {
        MethodHandle bound = handle.bindTo(instance);
        for (int i = arguments.size() - 1; i >= 0; i--) { // from the end, so that the positions before stay
            Argument argument = arguments.get(i);
            if (argument instanceof Argument.OfSession wanted) {
                bound = MethodHandles.insertArguments(bound, i, checked(wanted, session, name));
            } else if (argument instanceof Argument.Resolved resolved) {
                try {
                    bound = MethodHandles.insertArguments(
                            bound, i, new Object[] {resolved.source().value(session)});
                } catch (Exception e) {
                    return Invoker.failing(name, e);
                }
            }
        }
        return Invoker.of(name, asCall(bound));
    }

    /** The same with subject and last in this order, present or not, whatever their types. */
    private MethodHandle asCall(MethodHandle bound) {
        int[] order = arguments.stream()
                .filter(a -> a instanceof Argument.Subject || a instanceof Argument.Last)
                .mapToInt(a -> a instanceof Argument.Subject ? 0 : 1)
                .toArray();
        MethodType type = bound.type().changeReturnType(Object.class);
        for (int i = 0; i < order.length; i++) {
            type = type.changeParameterType(i, Invoker.TYPE.parameterType(order[i]));
        }
        return MethodHandles.permuteArguments(bound.asType(type), Invoker.TYPE, order);
    }

    private static Session checked(Argument.OfSession wanted, Session session, String method) {
        if (!wanted.type().isInstance(session)) {
            throw new IllegalStateException(method + " takes a " + wanted.type().getName() + ", but the session is a "
                    + session.getClass().getName());
        }
        return session;
    }
}
