package dev.mooring.websocket.dispatch;

import jakarta.websocket.DecodeException;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Objects;

/** Text as the primitives and their wrappers, as {@code valueOf} of the wrapper reads it. */
final class Primitives {

    private static final Map<Class<?>, Decoding<String>> DECODINGS = Map.of(
            Boolean.class, Boolean::valueOf,
            Byte.class, Byte::valueOf,
            Short.class, Short::valueOf,
            Integer.class, Integer::valueOf,
            Long.class, Long::valueOf,
            Float.class, Float::valueOf,
            Double.class, Double::valueOf,
            Character.class, Primitives::character);

    private Primitives() {}

    /** The wrapper of a primitive type; any other type is its own. */
    static Class<?> wrap(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    static boolean isWrapper(Class<?> type) {
        return DECODINGS.containsKey(type);
    }

    static Object decode(Class<?> wrapper, String text) throws DecodeException {
        try {
            return Objects.requireNonNull(DECODINGS.get(wrapper)).decode(text);
        } catch (IllegalArgumentException | IOException e) { // not the cause: its message has the peer's text as it is
            throw new DecodeException(text, "the message is no " + wrapper.getSimpleName());
        }
    }

    private static char character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("one character is expected, not " + text.length());
        }
        return text.charAt(0);
    }
}
