package dev.mooring.websocket;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Encoder and decoder of one type over Jakarta JSON-B, subclassed in one line:
 *
 * <pre>{@code
 * public class PriceCodec extends JsonbCodec<Price> {}
 *
 * @ClientEndpoint(encoders = PriceCodec.class, decoders = PriceCodec.class)
 * }</pre>
 *
 * <p>Needs a JSON-B provider on the class path. JSON that does not fit the type is a {@link DecodeException}, which goes
 * to {@code @OnError}. Override {@link #createJsonb()} to configure it. Thread-safe once initialised.
 */
public abstract class JsonbCodec<T> implements Encoder.Text<T>, Decoder.Text<T> {

    private final Type type;
    private @Nullable Jsonb jsonb;

    /**
     * Finds {@code T} in the subclass's declaration.
     *
     * @throws IllegalStateException if the subclass leaves {@code T} open
     */
    protected JsonbCodec() {
        this.type = typeArgument(getClass());
    }

    /** The JSON-B instance of this codec; by default {@code JsonbBuilder.create()}. Closed with the codec. */
    protected Jsonb createJsonb() {
        return JsonbBuilder.create();
    }

    @Override
    public void init(EndpointConfig config) {
        jsonb = createJsonb();
    }

    @Override
    public void destroy() {
        if (jsonb != null) {
            try {
                jsonb.close();
            } catch (Exception e) {
                System.getLogger(JsonbCodec.class.getName()).log(System.Logger.Level.DEBUG, "closing JSON-B", e);
            }
        }
    }

    @Override
    public String encode(T value) throws EncodeException {
        try {
            return jsonb().toJson(value, type);
        } catch (JsonbException e) {
            throw new EncodeException(value, "cannot write " + type.getTypeName() + " as JSON: " + e.getMessage(), e);
        }
    }

    @Override
    public T decode(String text) throws DecodeException {
        try {
            T value = jsonb().fromJson(text, type);
            if (value == null) {
                throw new DecodeException(text, "JSON null where a " + type.getTypeName() + " is expected");
            }
            return value;
        } catch (JsonbException e) {
            throw new DecodeException(text, "cannot read JSON as " + type.getTypeName() + ": " + e.getMessage(), e);
        }
    }

    /** Whether to try at all; {@code true} unless overridden, for an endpoint with several text decoders. */
    @Override
    public boolean willDecode(String text) {
        return true;
    }

    private Jsonb jsonb() {
        return Objects.requireNonNull(jsonb, "the codec is not initialised: init(EndpointConfig) comes first");
    }

    private static Type typeArgument(Class<?> subclass) {
        for (Class<?> c = subclass; c != null && c != JsonbCodec.class; c = c.getSuperclass()) {
            if (c.getSuperclass() == JsonbCodec.class
                    && c.getGenericSuperclass() instanceof ParameterizedType parameterized) {
                return parameterized.getActualTypeArguments()[0];
            }
        }
        throw new IllegalStateException(
                subclass.getName() + " must name its type: class PriceCodec extends JsonbCodec<Price> {}");
    }
}
