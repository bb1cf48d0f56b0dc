package dev.mooring.websocket.dispatch;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one endpoint class. Used once, by one thread. */
final class EndpointParser {

    private final Class<?> endpoint;
    private final Class<? extends Session> sessionType;
    private final List<ParameterResolver> resolvers;
    private final MessageMethodParser messageParser;
    private final TypeArguments types;
    private final Map<Lifecycle, EndpointMethod> lifecycle = new EnumMap<>(Lifecycle.class);
    private final List<MessageMethod> messages = new ArrayList<>();

    EndpointParser(
            Class<?> endpoint,
            Class<? extends Session> sessionType,
            List<CodecType> decoders,
            List<CodecType> encoders,
            List<ParameterResolver> resolvers) {
        this.endpoint = endpoint;
        this.sessionType = sessionType;
        this.resolvers = resolvers;
        this.messageParser = new MessageMethodParser(endpoint, decoders, encoders);
        this.types = TypeArguments.of(endpoint);
    }

    void parse() throws DeploymentException {
        for (Method method : EndpointMethods.of(endpoint)) {
            for (Lifecycle role : Lifecycle.values()) {
                if (method.isAnnotationPresent(role.annotation)) {
                    addLifecycle(role, method);
                }
            }
            OnMessage annotation = method.getAnnotation(OnMessage.class);
            if (annotation != null) {
                addMessage(method, annotation);
            }
        }
    }

    Map<Lifecycle, EndpointMethod> lifecycle() {
        return lifecycle;
    }

    List<MessageMethod> messages() {
        return messages;
    }

    private void addLifecycle(Lifecycle role, Method method) throws DeploymentException {
        List<@Nullable Argument> arguments = known(method);
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i) == null) {
                if (!role.takes(type(method, i)) || arguments.contains(new Argument.Subject())) {
                    throw Malformed.parameter(
                            endpoint, method, i, "a " + role + " method takes " + taken(role) + ": remove it", null);
                }
                arguments.set(i, new Argument.Subject());
            }
        }
        if (role == Lifecycle.ERROR && !arguments.contains(new Argument.Subject())) {
            throw Malformed.method(endpoint, method, "takes no failure: add a parameter of type Throwable");
        }
        EndpointMethod previous = lifecycle.put(role, method(method, arguments));
        if (previous != null) {
            throw Malformed.two(endpoint, role + " methods", previous.method(), method);
        }
    }

    private void addMessage(Method method, OnMessage annotation) throws DeploymentException {
        List<@Nullable Argument> arguments = known(method);
        List<Class<?>> parameters = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            parameters.add(type(method, i));
        }
        int message = messageParser.assign(method, parameters, arguments);
        EndpointMethod parsed = method(method, arguments);
        MessageMethod added = messageParser.parse(
                parsed,
                parameters.get(message),
                message,
                arguments.contains(new Argument.Last()),
                annotation.maxMessageSize());
        for (MessageMethod other : messages) {
            for (MessageKind kind : MessageKind.values()) {
                if (other.kinds().contains(kind) && added.kinds().contains(kind)) {
                    throw Malformed.two(
                            endpoint,
                            "@OnMessage methods for " + kind + " messages",
                            other.method().method(),
                            method);
                }
            }
        }
        messages.add(added);
    }

    private EndpointMethod method(Method method, List<@Nullable Argument> arguments) throws DeploymentException {
        List<Argument> complete = new ArrayList<>();
        for (Argument argument : arguments) {
            if (argument != null) {
                complete.add(argument);
            }
        }
        return EndpointMethod.of(endpoint, method, complete);
    }

    /** The arguments that do not depend on the annotation; {@code null} for those that do. */
    private List<@Nullable Argument> known(Method method) throws DeploymentException {
        List<@Nullable Argument> arguments = new ArrayList<>();
        for (int i = 0; i < method.getParameterCount(); i++) {
            Argument resolved = resolved(method, i);
            arguments.add(resolved != null ? resolved : session(method, i));
        }
        return arguments;
    }

    private @Nullable Argument resolved(Method method, int index) throws DeploymentException {
        for (ParameterResolver resolver : resolvers) {
            try {
                ParameterResolver.Source source = resolver.resolve(method.getParameters()[index]);
                if (source != null) {
                    return new Argument.Resolved(source);
                }
            } catch (DeploymentException e) {
                throw Malformed.parameter(endpoint, method, index, String.valueOf(e.getMessage()), e);
            }
        }
        return null;
    }

    private @Nullable Argument session(Method method, int index) throws DeploymentException {
        Class<?> type = method.getParameterTypes()[index];
        if (!Session.class.isAssignableFrom(type)) {
            return null;
        }
        if (!type.isAssignableFrom(sessionType)) {
            throw Malformed.parameter(
                    endpoint,
                    method,
                    index,
                    "the session here is a " + sessionType.getName() + ": take that, or a jakarta.websocket.Session",
                    null);
        }
        return new Argument.OfSession(type);
    }

    private String taken(Lifecycle role) {
        return "at most one " + role.subject.getSimpleName() + " and the session"
                + (resolvers.isEmpty() ? "" : ", or annotated parameters");
    }

    private Class<?> type(Method method, int index) {
        Class<?> type = types.resolve(method.getGenericParameterTypes()[index]);
        return type == null ? method.getParameterTypes()[index] : type;
    }
}
