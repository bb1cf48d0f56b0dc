package dev.mooring.server.session;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the text of a path parameter into the type of a method's parameter. */
@FunctionalInterface
interface PathValue {

    Map<Class<?>, PathValue> ALL = Map.ofEntries(
            Map.entry(String.class, text -> text),
            Map.entry(boolean.class, Boolean::valueOf),
            Map.entry(Boolean.class, Boolean::valueOf),
            Map.entry(byte.class, Byte::valueOf),
            Map.entry(Byte.class, Byte::valueOf),
            Map.entry(short.class, Short::valueOf),
            Map.entry(Short.class, Short::valueOf),
            Map.entry(int.class, Integer::valueOf),
            Map.entry(Integer.class, Integer::valueOf),
            Map.entry(long.class, Long::valueOf),
            Map.entry(Long.class, Long::valueOf),
            Map.entry(float.class, Float::valueOf),
            Map.entry(Float.class, Float::valueOf),
            Map.entry(double.class, Double::valueOf),
            Map.entry(Double.class, Double::valueOf),
            Map.entry(char.class, PathValue::character),
            Map.entry(Character.class, PathValue::character));

    Object parse(String text);

    static @Nullable PathValue of(Class<?> type) {
        return ALL.get(type);
    }

    private static Object character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("not one character");
        }
        return text.charAt(0);
    }
}
