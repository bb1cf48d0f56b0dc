package dev.mooring.websocket.dispatch;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the type variables of a class's supertypes stand for, seen from that class: of {@code class A extends B<String>}
 * with {@code class B<T> implements Whole<T>} the argument of {@code Whole} is {@code String}.
 */
final class TypeArguments {

    private final Map<TypeVariable<?>, Type> bindings = new HashMap<>();

    private TypeArguments() {}

    static TypeArguments of(Class<?> type) {
        TypeArguments arguments = new TypeArguments();
        arguments.collect(type);
        return arguments;
    }

    /** The only type argument of {@code generic} in {@code type}; {@code null} if it is open, or not a supertype. */
    static @Nullable Class<?> single(Class<?> type, Class<?> generic) {
        return generic.isAssignableFrom(type) ? of(type).resolve(generic.getTypeParameters()[0]) : null;
    }

    /** The class that a type stands for, {@code null} if it is an open variable. */
    @Nullable Class<?> resolve(@Nullable Type type) {
        if (type instanceof Class<?> resolved) {
            return resolved;
        }
        if (type instanceof ParameterizedType parameterized) {
            return resolve(parameterized.getRawType());
        }
        if (type instanceof GenericArrayType array) {
            Class<?> component = resolve(array.getGenericComponentType());
            return component == null ? null : component.arrayType();
        }
        return type instanceof TypeVariable<?> variable ? resolve(bindings.get(variable)) : null;
    }

    private void collect(@Nullable Type type) {
        if (type instanceof ParameterizedType parameterized && parameterized.getRawType() instanceof Class<?> raw) {
            TypeVariable<?>[] variables = raw.getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                bindings.put(variables[i], parameterized.getActualTypeArguments()[i]);
            }
            collect(raw);
        } else if (type instanceof Class<?> raw) {
            collect(raw.getGenericSuperclass());
            for (Type implemented : raw.getGenericInterfaces()) {
                collect(implemented);
            }
        }
    }
}
