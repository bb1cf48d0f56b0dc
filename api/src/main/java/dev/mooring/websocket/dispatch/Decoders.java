package dev.mooring.websocket.dispatch;

import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.EndpointConfig;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The decoders of one session: each created and initialised once, asked in the order they were given, an unwilling one
 * passed over. Text and binary messages reach handlers of the standard types without a decoder; a decoder for such a type
 * goes first. As thread-safe as the decoders are: the owner serializes deliveries.
 */
public final class Decoders {

    private record Entry(Decoder decoder, CodecType type) {}

    private static final Decoders NONE = new Decoders(Codecs.none(), List.of());

    private final Codecs<Decoder> instances;
    private final List<Entry> entries;
    private final List<CodecType> types;

    private Decoders(Codecs<Decoder> instances, List<Entry> entries) {
        this.instances = instances;
        this.entries = entries;
        this.types = entries.stream().map(Entry::type).toList();
    }

    /**
     * Creates the decoders by their no-arg constructors and initialises them, in this order.
     *
     * @throws DeploymentException if one is malformed, or fails; those that were initialised are destroyed then
     */
    public static Decoders of(List<Class<? extends Decoder>> types, EndpointConfig config) throws DeploymentException {
        if (types.isEmpty()) {
            return NONE; // most sessions have none, and share these
        }
        for (Class<? extends Decoder> type : types) {
            CodecType.ofDecoder(type);
        }
        Codecs<Decoder> instances = Codecs.create(types, "decoder", d -> d.init(config), Decoder::destroy);
        List<Entry> entries = new ArrayList<>();
        for (Decoder decoder : instances.all()) {
            for (CodecType type : CodecType.ofDecoder(decoder.getClass())) {
                entries.add(new Entry(decoder, type));
            }
        }
        return new Decoders(instances, entries);
    }

    /** Destroys all of them, in order. What they throw is logged. Idempotent. */
    public void destroy() {
        instances.destroy();
    }

    List<CodecType> types() {
        return types;
    }

    /** Whether this is text as it comes, with no decoder in between: the case to be fast in. */
    boolean isPlainText(Class<?> type) {
        return type == String.class && entries(MessageKind.TEXT, type).isEmpty();
    }

    /** How a text message becomes this type. */
    Decoding<String> text(Class<?> type) {
        List<Entry> able = entries(MessageKind.TEXT, type);
        return able.isEmpty()
                ? text -> plain(type, text)
                : text -> {
                    for (Entry entry : able) {
                        if (entry.decoder instanceof Decoder.Text<?> decoder
                                && entry.type.form() == CodecType.Form.TEXT) {
                            if (decoder.willDecode(text)) {
                                return decoded(decoder.decode(text), decoder);
                            }
                        } else if (entry.decoder instanceof Decoder.TextStream<?> decoder) {
                            return decoded(decoder.decode(new StringReader(text)), decoder);
                        }
                    }
                    return plain(type, text);
                };
    }

    /** How a binary message becomes this type. The array is the message's own, and may be kept. */
    Decoding<byte[]> binary(Class<?> type) {
        List<Entry> able = entries(MessageKind.BINARY, type);
        return able.isEmpty()
                ? bytes -> plain(type, bytes)
                : bytes -> {
                    for (Entry entry : able) {
                        if (entry.decoder instanceof Decoder.Binary<?> decoder
                                && entry.type.form() == CodecType.Form.BINARY) {
                            // a buffer each: willDecode may move the position
                            if (decoder.willDecode(ByteBuffer.wrap(bytes))) {
                                return decoded(decoder.decode(ByteBuffer.wrap(bytes)), decoder);
                            }
                        } else if (entry.decoder instanceof Decoder.BinaryStream<?> decoder) {
                            return decoded(decoder.decode(new ByteArrayInputStream(bytes)), decoder);
                        }
                    }
                    return plain(type, bytes);
                };
    }

    private List<Entry> entries(MessageKind kind, Class<?> type) {
        if (entries.isEmpty()) {
            return List.of(); // every session comes here as it opens
        }
        return entries.stream()
                .filter(e -> e.type.form().kind == kind && type.isAssignableFrom(e.type.type()))
                .toList();
    }

    private static Object plain(Class<?> type, String text) throws DecodeException {
        if (type == String.class) {
            return text;
        }
        if (type == Reader.class) {
            return new StringReader(text);
        }
        if (Primitives.isWrapper(type)) {
            return Primitives.decode(type, text);
        }
        throw new DecodeException(text, "no decoder will make this text message a " + type.getName());
    }

    private static Object plain(Class<?> type, byte[] bytes) throws DecodeException {
        if (type == byte[].class) {
            return bytes;
        }
        if (type == ByteBuffer.class) {
            return ByteBuffer.wrap(bytes);
        }
        if (type == InputStream.class) {
            return new ByteArrayInputStream(bytes);
        }
        throw new DecodeException(
                ByteBuffer.wrap(bytes), "no decoder will make this binary message a " + type.getName());
    }

    @SuppressWarnings("ConstantValue") // a decoder is foreign code, and may return null for all its contract says
    private static Object decoded(Object value, Decoder decoder) throws DecodeException {
        if (value == null) {
            throw new DecodeException("", decoder.getClass().getName() + " decoded a message to null");
        }
        return value;
    }
}
