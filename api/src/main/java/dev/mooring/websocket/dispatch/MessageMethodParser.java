package dev.mooring.websocket.dispatch;

import jakarta.websocket.DeploymentException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what an {@code @OnMessage} method takes and returns. */
final class MessageMethodParser {

    private static final String TAKEN =
            "String, a primitive, Reader, byte[], ByteBuffer, InputStream, PongMessage or a type that has a decoder";

    private final Class<?> endpoint;
    private final List<CodecType> decoders;
    private final List<CodecType> encoders;

    MessageMethodParser(Class<?> endpoint, List<CodecType> decoders, List<CodecType> encoders) {
        this.endpoint = endpoint;
        this.decoders = decoders;
        this.encoders = encoders;
    }

    /**
     * Fills in which of the open arguments is the message and which tells the last part.
     *
     * @return the position of the message
     */
    int assign(Method method, List<Class<?>> parameters, List<@Nullable Argument> arguments)
            throws DeploymentException {
        int message = -1;
        int last = -1;
        boolean alone = arguments.stream().filter(a -> a == null).count() == 1;
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i) != null) {
                continue;
            }
            if (parameters.get(i) == boolean.class && !alone && last < 0) {
                last = i;
                arguments.set(i, new Argument.Last());
            } else if (message < 0) {
                message = i;
                arguments.set(i, new Argument.Subject());
            } else {
                throw Malformed.parameter(
                        endpoint,
                        method,
                        i,
                        "the message is parameter " + (message + 1)
                                + " already: beside it there may be the session and, for parts, a boolean",
                        null);
            }
        }
        if (message < 0) {
            throw Malformed.method(endpoint, method, "takes no message: add a parameter of type " + TAKEN);
        }
        return message;
    }

    MessageMethod parse(EndpointMethod parsed, Class<?> parameter, int index, boolean partial, long maxMessageSize)
            throws DeploymentException {
        Method method = parsed.method();
        Class<?> type = Primitives.wrap(parameter);
        Set<MessageKind> kinds = partial ? MessageKind.ofPartial(type) : MessageKind.ofWhole(type, decoders);
        if (kinds.isEmpty()) {
            throw Malformed.parameter(
                    endpoint,
                    method,
                    index,
                    partial
                            ? "only String, byte[] and ByteBuffer come in parts: remove the boolean, or take one of them"
                            : "no decoder makes messages a " + type.getName()
                                    + ": name one in the decoders of the endpoint, or take " + TAKEN,
                    null);
        }
        if (maxMessageSize < -1 || maxMessageSize == 0) {
            throw Malformed.method(
                    endpoint,
                    method,
                    "maxMessageSize must be at least 1, or -1 for no limit, but is " + maxMessageSize);
        }
        checkResult(method);
        return new MessageMethod(parsed, type, partial, kinds, maxMessageSize);
    }

    private void checkResult(Method method) throws DeploymentException {
        Class<?> result = Primitives.wrap(method.getReturnType());
        boolean plain = result == Void.class
                || result.isAssignableFrom(String.class) // Object, for instance: what it is shows when it is sent
                || result == byte[].class
                || ByteBuffer.class.isAssignableFrom(result)
                || Primitives.isWrapper(result);
        if (!plain && encoders.stream().noneMatch(e -> related(e.type(), result))) {
            throw Malformed.method(
                    endpoint,
                    method,
                    "returns " + result.getName()
                            + ", which is sent back, but no encoder is for it: name one in the encoders of the"
                            + " endpoint, or return void");
        }
    }

    private static boolean related(Class<?> encoded, Class<?> result) {
        return encoded.isAssignableFrom(result) || result.isAssignableFrom(encoded);
    }
}
