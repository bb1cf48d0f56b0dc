package dev.mooring.websocket;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
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
 * to {@code @OnError}. Override {@link #createJsonb()} to configure it. The container calls {@link #init} and {@link
 * #destroy}; used by hand, to publish to a topic for instance, it needs neither. Thread-safe.
 */
public abstract class JsonbCodec<T> implements Encoder.Text<T>, Decoder.Text<T> {

    private final Type type;
    private volatile @Nullable Jsonb jsonb;

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
        jsonb();
    }

    @Override
    public synchronized void destroy() {
        Jsonb present = jsonb;
        jsonb = null;
        if (present != null) {
            try {
                present.close();
            } catch (Exception e) {
                System.getLogger(JsonbCodec.class.getName()).log(System.Logger.Level.DEBUG, "closing JSON-B", e);
            }
        }
    }

    @Override
    public String encode(T value) throws EncodeException {
        Jsonb initialised = jsonb();
        try {
            return initialised.toJson(value, type);
        } catch (RuntimeException e) {
            throw new EncodeException(value, "cannot write " + type.getTypeName() + " as JSON: " + e.getMessage(), e);
        }
    }

    @Override
    public T decode(String text) throws DecodeException {
        Jsonb initialised = jsonb();
        T value;
        try {
            value = initialised.fromJson(text, type);
        } catch (RuntimeException e) { // providers throw more than JsonbException at what a peer may send
            // not as the cause: whoever logs this would log what the peer has sent as it is
            throw new DecodeException(
                    text, "cannot read JSON as " + type.getTypeName() + ": " + Printable.of(String.valueOf(e)));
        } catch (StackOverflowError e) { // deep nesting, which a peer may send as well
            throw new DecodeException(text, "JSON nested too deeply to be read as " + type.getTypeName(), e);
        }
        if (value == null) {
            throw new DecodeException(text, "JSON null where a " + type.getTypeName() + " is expected");
        }
        return value;
    }

    /** Whether to try at all; {@code true} unless overridden, for an endpoint with several text decoders. */
    @Override
    public boolean willDecode(String text) {
        return true;
    }

    private Jsonb jsonb() {
        Jsonb present = jsonb;
        return present == null ? created() : present;
    }

    private synchronized Jsonb created() {
        Jsonb present = jsonb;
        if (present == null) {
            present = createJsonb();
            jsonb = present;
        }
        return present;
    }

    /** What {@code T} is: {@code Price} also where {@code PriceCodec extends Base<Price>, Base<P> extends JsonbCodec<P>}. */
    private static Type typeArgument(Class<?> subclass) {
        Map<Type, Type> bindings = new HashMap<>();
        for (Class<?> c = subclass; c != JsonbCodec.class; c = c.getSuperclass()) {
            if (c.getGenericSuperclass() instanceof ParameterizedType parent) {
                Type[] arguments = parent.getActualTypeArguments();
                for (int i = 0; i < arguments.length; i++) {
                    Type bound = bindings.getOrDefault(arguments[i], arguments[i]);
                    bindings.put(c.getSuperclass().getTypeParameters()[i], bound);
                }
            }
        }
        Type argument = bindings.get(JsonbCodec.class.getTypeParameters()[0]);
        if (argument == null || isOpen(argument)) {
            throw new IllegalStateException(
                    subclass.getName() + " must name its type: class PriceCodec extends JsonbCodec<Price> {}");
        }
        return argument;
    }

    private static boolean isOpen(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            return Stream.of(parameterized.getActualTypeArguments()).anyMatch(JsonbCodec::isOpen);
        }
        return type instanceof TypeVariable<?>
                || (type instanceof GenericArrayType array && isOpen(array.getGenericComponentType()));
    }
}
