package dev.mooring.websocket.dispatch;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The encoders of one session: each created and initialised once. A message is encoded by the encoder of the most
 * specific type that it is an instance of, the first of them where several are for the same type. Thread-safe as far as the
 * encoders are.
 */
public final class Encoders {

    private record Entry(Encoder encoder, CodecType type) {}

    private static final Encoders NONE = new Encoders(Codecs.none(), List.of());

    private final Codecs<Encoder> instances;
    private final List<Entry> entries;
    private final Map<Class<?>, Optional<Entry>> chosen = new ConcurrentHashMap<>();

    private Encoders(Codecs<Encoder> instances, List<Entry> entries) {
        this.instances = instances;
        this.entries = entries;
    }

    /**
     * Creates the encoders by their no-arg constructors and initialises them, in this order.
     *
     * @throws DeploymentException if one is malformed, or fails; those that were initialised are destroyed then
     */
    public static Encoders of(List<Class<? extends Encoder>> types, EndpointConfig config) throws DeploymentException {
        if (types.isEmpty()) {
            return NONE; // most sessions have none, and share these
        }
        for (Class<? extends Encoder> type : types) {
            CodecType.ofEncoder(type);
        }
        Codecs<Encoder> instances = Codecs.create(types, "encoder", e -> e.init(config), Encoder::destroy);
        List<Entry> entries = new ArrayList<>();
        for (Encoder encoder : instances.all()) {
            for (CodecType type : CodecType.ofEncoder(encoder.getClass())) {
                entries.add(new Entry(encoder, type));
            }
        }
        return new Encoders(instances, entries);
    }

    /**
     * The message as it goes out: a {@code String} for a text message or a {@code ByteBuffer} for a binary one. Without an
     * encoder for them, strings and buffers go out as they are, byte arrays as binary, and primitives' wrappers as text by
     * {@code toString()}.
     *
     * @throws EncodeException if no encoder is for this type, or the encoder fails
     */
    public Object encode(Object message) throws EncodeException {
        Optional<Entry> entry =
                entries.isEmpty() ? Optional.empty() : chosen.computeIfAbsent(message.getClass(), this::choose);
        if (entry.isPresent()) {
            return encode(entry.get(), message);
        }
        if (message instanceof String || message instanceof ByteBuffer) {
            return message;
        }
        if (message instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        }
        if (Primitives.isWrapper(message.getClass())) {
            return message.toString();
        }
        throw new EncodeException(
                message,
                "no encoder for " + message.getClass().getName() + ": name one in the encoders of the endpoint");
    }

    /** Destroys all of them, in order. What they throw is logged. Idempotent. */
    public void destroy() {
        instances.destroy();
    }

    private Optional<Entry> choose(Class<?> type) {
        Entry best = null;
        for (Entry entry : entries) {
            Class<?> offered = entry.type.type();
            if (offered.isAssignableFrom(type)
                    && (best == null
                            || (offered != best.type.type() && best.type.type().isAssignableFrom(offered)))) {
                best = entry;
            }
        }
        return Optional.ofNullable(best);
    }

    @SuppressWarnings("unchecked") // the entry was chosen by the type of the message
    private static Object encode(Entry entry, Object message) throws EncodeException {
        try {
            Object encoded = switch (entry.type.form()) {
                case TEXT -> ((Encoder.Text<Object>) entry.encoder).encode(message);
                case TEXT_STREAM -> {
                    StringWriter text = new StringWriter();
                    ((Encoder.TextStream<Object>) entry.encoder).encode(message, text);
                    yield text.toString();
                }
                case BINARY -> ((Encoder.Binary<Object>) entry.encoder).encode(message);
                case BINARY_STREAM -> {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    ((Encoder.BinaryStream<Object>) entry.encoder).encode(message, bytes);
                    yield ByteBuffer.wrap(bytes.toByteArray());
                }
            };
            if (encoded == null) {
                throw new EncodeException(message, entry.encoder.getClass().getName() + " encoded a message to null");
            }
            return encoded;
        } catch (IOException | RuntimeException e) {
            throw new EncodeException(message, entry.encoder.getClass().getName() + " failed: " + e.getMessage(), e);
        }
    }
}
