package dev.mooring.tyrus.engine;

import dev.mooring.websocket.dispatch.AnnotatedEndpoint;
import dev.mooring.websocket.dispatch.Decoders;
import dev.mooring.websocket.dispatch.Encoders;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;

/** An endpoint with its configuration and its codecs, validated before anything is opened. */
record Binding(Endpoint endpoint, ClientEndpointConfig config, Encoders encoders, Decoders decoders) {

    static Binding of(Object annotated) throws DeploymentException {
        AnnotatedEndpoint endpoint = AnnotatedEndpoint.client(annotated);
        return of(endpoint, endpoint.clientConfig());
    }

    static Binding of(Endpoint endpoint, ClientEndpointConfig config) throws DeploymentException {
        Encoders encoders = Encoders.of(config.getEncoders(), config);
        try {
            return new Binding(endpoint, config, encoders, Decoders.of(config.getDecoders(), config));
        } catch (DeploymentException | RuntimeException e) {
            encoders.destroy();
            throw e;
        }
    }

    /** The class of what the application has connected. */
    Class<?> type() {
        return endpoint instanceof AnnotatedEndpoint annotated
                ? annotated.instance().getClass()
                : endpoint.getClass();
    }

    void destroy() {
        encoders.destroy();
        decoders.destroy();
    }
}
