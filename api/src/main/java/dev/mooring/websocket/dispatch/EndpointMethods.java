package dev.mooring.websocket.dispatch;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The methods of an endpoint class that can be meant: its own and inherited ones of any visibility. An overridden method is
 * not among them, whatever its annotations: the specification does not pass annotations on to what overrides it.
 */
final class EndpointMethods {

    private EndpointMethods() {}

    /** From the class itself up, in no other order. */
    static List<Method> of(Class<?> endpoint) {
        List<Method> found = new ArrayList<>();
        List<Method> seen = new ArrayList<>(); // bridges, too: they override what has type parameters
        for (Class<?> c = endpoint; c != null && c != Object.class; c = c.getSuperclass()) {
            Method[] declared = c.getDeclaredMethods();
            for (Method method : declared) {
                if (!method.isSynthetic() && seen.stream().noneMatch(s -> overrides(s, method))) {
                    found.add(method);
                }
            }
            Arrays.stream(declared)
                    .filter(method -> !method.isBridge() || isBehind(method, declared))
                    .forEach(seen::add);
        }
        return found;
    }

    /**
     * Whether one of these is what the bridge leads to. A bridge that leads to none overrides nothing: javac puts it into a
     * public class that inherits a public method from a class which is not.
     */
    private static boolean isBehind(Method bridge, Method[] declared) {
        return Arrays.stream(declared)
                .anyMatch(
                        own -> !own.isSynthetic() && own.getName().equals(bridge.getName()) && isNarrower(own, bridge));
    }

    /** Whether whatever the first may be called with the second may be, too. */
    private static boolean isNarrower(Method own, Method bridge) {
        Class<?>[] narrow = own.getParameterTypes();
        Class<?>[] wide = bridge.getParameterTypes();
        return narrow.length == wide.length
                && IntStream.range(0, wide.length).allMatch(i -> wide[i].isAssignableFrom(narrow[i]));
    }

    private static boolean overrides(Method lower, Method upper) {
        return lower.getDeclaringClass() != upper.getDeclaringClass()
                && lower.getName().equals(upper.getName())
                && Arrays.equals(lower.getParameterTypes(), upper.getParameterTypes())
                && !Modifier.isPrivate(upper.getModifiers())
                && (Modifier.isPublic(upper.getModifiers())
                        || Modifier.isProtected(upper.getModifiers())
                        || samePackage(lower, upper));
    }

    private static boolean samePackage(Method lower, Method upper) {
        return lower.getDeclaringClass()
                .getPackageName()
                .equals(upper.getDeclaringClass().getPackageName());
    }
}
