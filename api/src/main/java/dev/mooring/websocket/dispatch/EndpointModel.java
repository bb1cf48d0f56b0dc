package dev.mooring.websocket.dispatch;

import jakarta.websocket.Decoder;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Encoder;
import jakarta.websocket.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An endpoint class, parsed and validated; parse it once and bind it to each instance. Immutable. */
public final class EndpointModel {

    private final Class<?> type;
    private final Map<Lifecycle, EndpointMethod> lifecycle;
    private final List<MessageMethod> messages;

    private EndpointModel(Class<?> type, Map<Lifecycle, EndpointMethod> lifecycle, List<MessageMethod> messages) {
        this.type = type;
        this.lifecycle = Map.copyOf(lifecycle);
        this.messages = List.copyOf(messages);
    }

    /**
     * Parses the methods of a class. Its class-level annotation, and what stands in it, is the caller's business.
     *
     * @param type the endpoint class
     * @param sessionType what the sessions will be: methods may take this, or a supertype that is a {@code Session}
     * @param decoders the decoders that message parameters may rely on
     * @param encoders the encoders that results of message methods may rely on
     * @param resolvers asked for each parameter, before anything else, the first that knows it wins
     * @throws DeploymentException if something is malformed; names class, method, parameter and remedy
     */
    public static EndpointModel parse(
            Class<?> type,
            Class<? extends Session> sessionType,
            List<Class<? extends Decoder>> decoders,
            List<Class<? extends Encoder>> encoders,
            List<ParameterResolver> resolvers)
            throws DeploymentException {
        List<CodecType> decoding = new ArrayList<>();
        for (Class<? extends Decoder> decoder : decoders) {
            decoding.addAll(CodecType.ofDecoder(decoder));
        }
        List<CodecType> encoding = new ArrayList<>();
        for (Class<? extends Encoder> encoder : encoders) {
            encoding.addAll(CodecType.ofEncoder(encoder));
        }
        EndpointParser parser = new EndpointParser(type, sessionType, decoding, encoding, resolvers);
        parser.parse();
        return new EndpointModel(type, parser.lifecycle(), parser.messages());
    }

    /**
     * The endpoint that calls this instance; one for each session.
     *
     * @throws IllegalArgumentException if it is not an instance of the class
     */
    public AnnotatedEndpoint bind(Object instance) {
        if (!type.isInstance(instance)) {
            throw new IllegalArgumentException(instance.getClass().getName() + " is no " + type.getName());
        }
        return new AnnotatedEndpoint(this, instance, null, null);
    }

    Map<Lifecycle, EndpointMethod> lifecycle() {
        return lifecycle;
    }

    List<MessageMethod> messages() {
        return messages;
    }
}
