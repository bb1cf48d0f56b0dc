package dev.mooring.websocket.dispatch;

import dev.mooring.websocket.ResilientSession;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Decoder;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A session that is nothing but a dispatcher, with a record of what was sent, failed or violated. */
final class FakeSession implements MessageDispatcher.Owner {

    final List<Object> sent = new ArrayList<>();
    final List<Throwable> errors = new ArrayList<>();
    final List<CloseReason> violations = new ArrayList<>();
    final MessageDispatcher dispatcher;
    int maxText;
    int maxBinary;

    @SafeVarargs
    @SuppressWarnings("varargs") // handed on as they came
    FakeSession(Class<? extends Decoder>... decoders) throws DeploymentException {
        this(List.of(decoders));
    }

    FakeSession(List<Class<? extends Decoder>> decoders) throws DeploymentException {
        dispatcher = new MessageDispatcher(
                Decoders.of(decoders, ClientEndpointConfig.Builder.create().build()), this);
    }

    /** An opened annotated endpoint's session. */
    static FakeSession of(AnnotatedEndpoint endpoint) throws DeploymentException {
        FakeSession session = new FakeSession(endpoint.clientConfig().getDecoders());
        session.open(endpoint);
        return session;
    }

    void open(AnnotatedEndpoint endpoint) {
        Session view = session;
        endpoint.attach(view);
        dispatcher.connectionOpening();
        endpoint.onOpen(view, endpoint.clientConfig());
        dispatcher.connectionOpened();
    }

    final ResilientSession session = proxy(ResilientSession.class);

    <S extends Session> S proxy(Class<S> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> switch (method.getName()) {
                    case "addMessageHandler" -> {
                        add(args);
                        yield null;
                    }
                    case "getBasicRemote" -> remote();
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" -> self == args[0];
                    case "toString" -> "fake session";
                    default -> throw new UnsupportedOperationException(method.toString());
                }));
    }

    @SuppressWarnings("unchecked")
    private void add(Object[] args) {
        if (args.length == 1) {
            dispatcher.add((MessageHandler) args[0]);
        } else if (args[1] instanceof MessageHandler.Whole<?> whole) {
            dispatcher.add((Class<Object>) args[0], (MessageHandler.Whole<Object>) whole);
        } else {
            dispatcher.add((Class<Object>) args[0], (MessageHandler.Partial<Object>) args[1]);
        }
    }

    private RemoteEndpoint.Basic remote() {
        return (RemoteEndpoint.Basic) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {RemoteEndpoint.Basic.class}, (self, method, args) -> {
                    if (!method.getName().equals("sendObject")) {
                        throw new UnsupportedOperationException(method.toString());
                    }
                    sent.add(Objects.requireNonNull(args[0]));
                    return null;
                });
    }

    static PongMessage pong(String data) {
        return () -> ByteBuffer.wrap(data.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public int maxTextMessageSize() {
        return maxText;
    }

    @Override
    public int maxBinaryMessageSize() {
        return maxBinary;
    }

    @Override
    public void error(Throwable failure) {
        errors.add(failure);
    }

    @Override
    public void violation(CloseReason reason) {
        violations.add(reason);
    }
}
