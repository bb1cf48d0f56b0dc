package dev.mooring.websocket.dispatch;

import dev.mooring.websocket.ResilientSession;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code @ClientEndpoint}. */
final class ClientAnnotation {

    private ClientAnnotation() {}

    static AnnotatedEndpoint endpoint(Class<?> type, Object instance, @Nullable CallContext context)
            throws DeploymentException {
        ClientEndpoint annotation = type.getAnnotation(ClientEndpoint.class);
        if (annotation == null) {
            throw new DeploymentException(type.getName() + " is not annotated with @ClientEndpoint: add it to the class"
                    + " itself, for it is not inherited, or extend jakarta.websocket.Endpoint");
        }
        EndpointModel model = EndpointModel.parse(
                type,
                ResilientSession.class,
                List.of(annotation.decoders()),
                List.of(annotation.encoders()),
                List.of());
        return new AnnotatedEndpoint(model, instance, config(annotation), context);
    }

    private static ClientEndpointConfig config(ClientEndpoint annotation) throws DeploymentException {
        return ClientEndpointConfig.Builder.create()
                .preferredSubprotocols(List.of(annotation.subprotocols()))
                .decoders(List.of(annotation.decoders()))
                .encoders(List.of(annotation.encoders()))
                .configurator(CodecType.create(annotation.configurator(), "configurator"))
                .build();
    }
}
