package dev.mooring.websocket.dispatch;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import java.util.List;

/** The encoders of one session. */
public final class Encoders {

    private Encoders() {}

    /** Creates and initialises the encoders, in this order. */
    public static Encoders of(List<Class<? extends Encoder>> types, EndpointConfig config) throws DeploymentException {
        throw new UnsupportedOperationException();
    }

    /** The message as it goes out: a {@code String} or a {@code ByteBuffer}. */
    public Object encode(Object message) throws EncodeException {
        throw new UnsupportedOperationException();
    }

    /** Ends all of them. */
    public void destroy() {}
}
