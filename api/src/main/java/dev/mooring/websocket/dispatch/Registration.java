package dev.mooring.websocket.dispatch;

import jakarta.websocket.DecodeException;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message handler as a session knows it.
 *
 * @param partial whether it takes parts of messages
 * @param maxMessageSize its own limit, {@link Long#MAX_VALUE} for none
 * @param bracket the number of the connection in whose {@code onOpen} it was added, 0 for outside of any
 * @param text what makes its object of a text message, {@code null} where the text itself is wanted
 * @param binary what makes its object of a binary message, {@code null} for a handler of parts
 */
record Registration(
        MessageHandler handler,
        Class<?> type,
        Set<MessageKind> kinds,
        boolean partial,
        long maxMessageSize,
        int bracket,
        @Nullable Decoding<String> text,
        @Nullable Decoding<byte[]> binary) {

    static Registration whole(MessageHandler.Whole<?> handler, Class<?> type, Decoders decoders, int bracket) {
        Set<MessageKind> kinds = MessageKind.ofWhole(type, decoders.types());
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException(name(handler) + " takes messages of " + type.getName()
                    + ", for which there is no decoder: name one in the decoders of the endpoint");
        }
        Decoding<String> text = decoders.isPlainText(type) ? null : decoders.text(type);
        return new Registration(handler, type, kinds, false, limit(handler), bracket, text, decoders.binary(type));
    }

    static Registration partial(MessageHandler.Partial<?> handler, Class<?> type, int bracket) {
        Set<MessageKind> kinds = MessageKind.ofPartial(type);
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException(name(handler) + " takes parts of " + type.getName()
                    + ", but there are only parts of String, byte[] and ByteBuffer");
        }
        return new Registration(handler, type, kinds, true, limit(handler), bracket, null, null);
    }

    private static long limit(MessageHandler handler) {
        return handler instanceof SizeLimited limited && limited.maxMessageSize() > 0
                ? limited.maxMessageSize()
                : Long.MAX_VALUE;
    }

    /** The type's name, or what an annotated method's handler calls itself. */
    private static String name(MessageHandler handler) {
        return handler instanceof SizeLimited
                ? handler.toString()
                : handler.getClass().getName();
    }

    String name() {
        return name(handler);
    }

    void whole(String message) throws DecodeException {
        deliver(text == null ? message : decode(text, message));
    }

    /** The array must be the message's own: the application may keep it. */
    void whole(byte[] message) throws DecodeException {
        deliver(binary == null ? message : decode(binary, message));
    }

    void pong(PongMessage message) {
        deliver(message);
    }

    void part(String part, boolean last) {
        deliver(part, last);
    }

    /** The array must be the part's own: the application may keep it. */
    void part(byte[] part, boolean last) {
        deliver(type == byte[].class ? part : ByteBuffer.wrap(part), last);
    }

    private static Object decode(Decoding<String> decoding, String message) throws DecodeException {
        try {
            return decoding.decode(message);
        } catch (IOException | RuntimeException e) {
            throw new DecodeException(message, "the decoder failed: " + e, e);
        }
    }

    private static Object decode(Decoding<byte[]> decoding, byte[] message) throws DecodeException {
        try {
            return decoding.decode(message);
        } catch (IOException | RuntimeException e) {
            throw new DecodeException(ByteBuffer.wrap(message), "the decoder failed: " + e, e);
        }
    }

    @SuppressWarnings("unchecked") // the type was checked when the handler was added
    private void deliver(Object message) {
        ((MessageHandler.Whole<Object>) handler).onMessage(message);
    }

    @SuppressWarnings("unchecked")
    private void deliver(Object part, boolean last) {
        ((MessageHandler.Partial<Object>) handler).onMessage(part, last);
    }
}
