package dev.mooring.server.session;

import dev.mooring.server.handshake.Admission;
import dev.mooring.server.topic.Outbound;
import dev.mooring.websocket.SendOptions;
import dev.mooring.websocket.dispatch.MessageDispatcher;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.EncodeException;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The session as the application sees it: identity, limits, handlers and remotes. */
abstract class SessionView extends ForwardingSession {

    private final EndpointBinding binding;
    private final Admission admission;
    private volatile @Nullable Application application;
    private volatile int maxText;
    private volatile int maxBinary;
    private volatile long asyncSendTimeout;
    private volatile @Nullable BasicRemote basicRemote;

    SessionView(Session raw, EndpointBinding binding, Admission admission) {
        super(raw);
        this.binding = binding;
        this.admission = admission;
        this.maxText = binding.policy().maxMessageSize();
        this.maxBinary = maxText;
        this.asyncSendTimeout = binding.policy().sendTimeout().toMillis();
    }

    /** @param untilWritten whether the sender waits for the writing alone, also of a message that is kept until later */
    abstract void send(Outbound message, SendHandler handler, boolean untilWritten);

    /** What ties this connection to its session. */
    abstract Tie tie();

    /** Who it belongs to, or {@code null}. */
    abstract @Nullable Principal principal();

    abstract CompletableFuture<Void> control(Control.Kind kind, ByteBuffer payload);

    final void application(Application value) {
        application = value;
    }

    /** The application's side, or {@code null} before it is made. */
    final @Nullable Application application() {
        return application;
    }

    private MessageDispatcher handlers() {
        Application present = application;
        if (present == null) {
            throw new IllegalStateException("session is not open");
        }
        return present.handlers();
    }

    final Object encode(Object message) throws EncodeException {
        Application present = application;
        if (present == null) {
            throw new EncodeException(message, "session is not open");
        }
        return present.encoders().encode(message);
    }

    final long sendTimeoutNanos() {
        return binding.policy().sendTimeout().toNanos();
    }

    final long asyncSendTimeout() {
        return asyncSendTimeout;
    }

    final void asyncSendTimeout(long millis) {
        asyncSendTimeout = millis;
    }

    @Override
    @SuppressWarnings("NullAway") // the specification allows null for nobody
    public final Principal getUserPrincipal() {
        return principal();
    }

    /** The resumable session's, if it is one: the same at each of its connections. */
    @Override
    public final String getId() {
        return tie().id();
    }

    @Override
    public final Map<String, Object> getUserProperties() {
        return tie().userProperties();
    }

    @Override
    public final boolean isResumed() {
        return tie().isResumed();
    }

    @Override
    public final Map<String, String> getPathParameters() {
        return admission.pathParameters();
    }

    @Override
    public final @Nullable String remoteAddress() {
        return admission.remoteAddress();
    }

    @Override
    public final URI getRequestURI() {
        return binding.redactor().uri(raw.getRequestURI());
    }

    @Override
    @SuppressWarnings("NullAway") // null without a query, as the specification has it
    public final String getQueryString() {
        return binding.redactor().query(raw.getQueryString());
    }

    @Override
    public final Map<String, List<String>> getRequestParameterMap() {
        return binding.redactor().parameters(raw.getRequestParameterMap());
    }

    /** Who has still to authenticate is no session to the application: what it tells all of them is not for anybody. */
    @Override
    public final Set<Session> getOpenSessions() {
        return binding.guardedSessions().stream()
                .filter(each -> !each.awaitsFirstMessage() && each.isOpen())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public final void addMessageHandler(MessageHandler handler) {
        handlers().add(handler);
    }

    @Override
    public final <T> void addMessageHandler(Class<T> type, MessageHandler.Whole<T> handler) {
        handlers().add(type, handler);
    }

    @Override
    public final <T> void addMessageHandler(Class<T> type, MessageHandler.Partial<T> handler) {
        handlers().add(type, handler);
    }

    @Override
    public final Set<MessageHandler> getMessageHandlers() {
        return handlers().handlers();
    }

    @Override
    public final void removeMessageHandler(MessageHandler handler) {
        handlers().remove(handler);
    }

    @Override
    public final void setMaxTextMessageBufferSize(int length) {
        maxText = length;
    }

    @Override
    public final int getMaxTextMessageBufferSize() {
        return maxText;
    }

    @Override
    public final void setMaxBinaryMessageBufferSize(int length) {
        maxBinary = length;
    }

    @Override
    public final int getMaxBinaryMessageBufferSize() {
        return maxBinary;
    }

    @Override
    public final RemoteEndpoint.Basic getBasicRemote() {
        BasicRemote remote = basicRemote;
        if (remote == null) { // two threads may make two: they differ only in the message in parts they collect
            remote = new BasicRemote(this);
            basicRemote = remote;
        }
        return remote;
    }

    @Override
    public final RemoteEndpoint.Async getAsyncRemote() {
        return new AsyncRemote(this);
    }

    @Override
    public final CompletionStage<Void> send(String text, SendOptions options) {
        return send(Outbound.text(text, options));
    }

    @Override
    public final CompletionStage<Void> send(ByteBuffer data, SendOptions options) {
        return send(Outbound.binary(data, options));
    }

    final void send(Outbound message, SendHandler handler) {
        send(message, handler, false);
    }

    final CompletableFuture<Void> send(Outbound message) {
        return send(message, false);
    }

    /** Completes when it is written, while the other completes when it is acknowledged, in a resumable session. */
    final CompletableFuture<Void> write(Outbound message) {
        return send(message, true);
    }

    private CompletableFuture<Void> send(Outbound message, boolean untilWritten) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        send(
                message,
                result -> {
                    if (result.isOK()) {
                        done.complete(null);
                    } else {
                        Throwable cause = result.getException();
                        done.completeExceptionally(cause == null ? new IOException("send failed") : cause);
                    }
                },
                untilWritten);
        return done;
    }

    @Override
    public final void close() {
        close(new CloseReason(CloseCodes.NORMAL_CLOSURE, ""));
    }

    @Override
    public abstract void close(CloseReason reason);
}
