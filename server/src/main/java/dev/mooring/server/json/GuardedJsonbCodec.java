package dev.mooring.server.json;

import dev.mooring.server.policy.JsonLimits;
import dev.mooring.websocket.JsonbCodec;
import jakarta.websocket.DecodeException;
import jakarta.websocket.EndpointConfig;
import org.jspecify.annotations.Nullable;

/**
 * A {@link JsonbCodec} for input of strangers: the text passes {@link JsonGuard} before JSON-B sees it, and the object
 * passes Jakarta Validation after, where there is a provider of it on the class path.
 *
 * <pre>{@code
 * public class OrderCodec extends GuardedJsonbCodec<Order> {}
 *
 * @ServerEndpoint(value = "/orders", configurator = Orders.class, decoders = OrderCodec.class, encoders = OrderCodec.class)
 * }</pre>
 *
 * <p>The limits are the policy's, checked before the decoder is asked; {@link JsonLimits#defaults()} when it has none. What
 * fails is a {@link DecodeException} without the text in it, answered as the policy's {@code invalidInput} says.
 */
public abstract class GuardedJsonbCodec<T> extends JsonbCodec<T> {

    private @Nullable JsonGuard guard = new JsonGuard(JsonLimits.defaults()); // null once the policy guards
    private @Nullable Constraints constraints;

    /** Finds {@code T} in the subclass's declaration. */
    protected GuardedJsonbCodec() {}

    @Override
    public void init(EndpointConfig config) {
        super.init(config);
        boolean checked = config.getUserProperties().containsKey(JsonGuard.CHECKED);
        if (checked) {
            guard = null;
        }
        constraints = Constraints.shared(config.getUserProperties());
    }

    @Override
    public T decode(String text) throws DecodeException {
        String problem = guard == null ? null : guard.problem(text);
        if (problem != null) {
            throw new DecodeException("", problem);
        }
        T value = super.decode(text);
        String violated = constraints == null ? null : constraints.problem(value);
        if (violated != null) {
            throw new DecodeException("", violated);
        }
        return value;
    }
}
