package dev.mooring.server.session;

import dev.mooring.server.handshake.PathTemplate;
import dev.mooring.websocket.dispatch.ParameterResolver;
import jakarta.websocket.DecodeException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import java.lang.reflect.Parameter;
import org.jspecify.annotations.Nullable;

/** The parameters that only server endpoints have: {@code @PathParam}. */
final class ServerParameters implements ParameterResolver {

    private final PathTemplate template;

    ServerParameters(PathTemplate template) {
        this.template = template;
    }

    @Override
    public @Nullable Source resolve(Parameter parameter) throws DeploymentException {
        PathParam annotation = parameter.getAnnotation(PathParam.class);
        if (annotation == null) {
            return null;
        }
        PathValue conversion = PathValue.of(parameter.getType());
        if (conversion == null) {
            throw new DeploymentException("@PathParam must be a String, a primitive or its wrapper, but is "
                    + parameter.getType().getName());
        }
        String name = annotation.value();
        return session -> value(session, name, conversion);
    }

    private @Nullable Object value(Session session, String name, PathValue conversion) throws DecodeException {
        String text = session.getPathParameters().get(name);
        if (text == null) {
            return null; // as the specification says of a name the template does not have
        }
        try {
            return conversion.parse(text);
        } catch (RuntimeException e) { // not the cause: its message, which is logged, has the peer's text as it is
            throw new DecodeException(text, "path parameter " + name + " of " + template + " has no such value");
        }
    }
}
