package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.lifecycle.Input;
import dev.mooring.websocket.CircuitState;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SendOptions;
import dev.mooring.websocket.SessionListener;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.SessionStats;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Extension;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The session as the application sees it: every method in a line, the work is done by the driver and its parts. */
final class EngineSession implements ResilientSession {

    private final String id;
    private final Class<?> endpoint;
    private final EngineContainer container;
    private final Driver driver;
    private final AsyncRemote async;
    private final BasicRemote basic;
    private volatile @Nullable Map<String, Object> userProperties; // made for the first who asks
    private volatile long maxIdleTimeout;
    private volatile int maxBinary;
    private volatile int maxText;

    EngineSession(String id, Binding binding, List<URI> uris, EngineContainer container) {
        this.id = id;
        this.endpoint = binding.type();
        this.container = container;
        this.maxIdleTimeout = container.getDefaultMaxSessionIdleTimeout();
        this.maxBinary = container.getDefaultMaxBinaryMessageBufferSize();
        this.maxText = container.getDefaultMaxTextMessageBufferSize();
        Map<String, Object> given = binding.config().getUserProperties();
        this.userProperties = given.isEmpty() ? null : new ConcurrentHashMap<>(given);
        this.driver = new Driver(this, binding, uris, container);
        this.async = new AsyncRemote(driver, binding, container.getDefaultAsyncSendTimeout());
        this.basic = new BasicRemote(driver, binding);
    }

    Class<?> endpoint() {
        return endpoint;
    }

    Driver driver() {
        return driver;
    }

    @Override
    public SessionState state() {
        return driver.lifecycle().state();
    }

    @Override
    public CircuitState circuitState() {
        return driver.route().circuit().state();
    }

    @Override
    public SessionStats stats() {
        return Snapshot.of(driver, container.options());
    }

    @Override
    public long bufferedAmount() {
        return driver.sender().bufferedAmount();
    }

    @Override
    public void reconnect() {
        driver.post(new Input.Reconnect());
    }

    @Override
    public void openCircuit() {
        driver.route().circuit().open();
    }

    @Override
    public void closeCircuit() {
        driver.route().circuit().close();
    }

    @Override
    public void addListener(SessionListener listener) {
        driver.application().addListener(listener);
    }

    @Override
    public void removeListener(SessionListener listener) {
        driver.application().removeListener(listener);
    }

    @Override
    public CompletionStage<Void> closed() {
        return driver.closed().minimalCompletionStage();
    }

    @Override
    public CompletionStage<Void> send(String text, SendOptions options) {
        Completion completion = Completion.stage();
        async.post(Remote.given("text", text), options, completion);
        return completion;
    }

    @Override
    public CompletionStage<Void> send(ByteBuffer data, SendOptions options) {
        Completion completion = Completion.stage();
        async.post(Remote.given("data", data), options, completion);
        return completion;
    }

    @Override
    public CompletionStage<Void> sendStream(InputStream content, int chunkSize) {
        return StreamSending.begin(driver, content, chunkSize);
    }

    @Override
    public ResilientContainer getContainer() {
        return container;
    }

    @Override
    public void addMessageHandler(MessageHandler handler) {
        driver.application().dispatcher().add(handler);
    }

    @Override
    public <T> void addMessageHandler(Class<T> type, MessageHandler.Whole<T> handler) {
        driver.application().dispatcher().add(type, handler);
    }

    @Override
    public <T> void addMessageHandler(Class<T> type, MessageHandler.Partial<T> handler) {
        driver.application().dispatcher().add(type, handler);
    }

    @Override
    public Set<MessageHandler> getMessageHandlers() {
        return driver.application().dispatcher().handlers();
    }

    @Override
    public void removeMessageHandler(MessageHandler handler) {
        driver.application().dispatcher().remove(handler);
    }

    @Override
    public String getProtocolVersion() {
        return negotiated(Session::getProtocolVersion, "13");
    }

    @Override
    public String getNegotiatedSubprotocol() {
        return negotiated(Session::getNegotiatedSubprotocol, "");
    }

    @Override
    public List<Extension> getNegotiatedExtensions() {
        return negotiated(Session::getNegotiatedExtensions, List.of());
    }

    @Override
    public boolean isSecure() {
        return Targets.isSecure(getRequestURI());
    }

    @Override
    public boolean isOpen() {
        return state() == SessionState.OPEN;
    }

    @Override
    public long getMaxIdleTimeout() {
        return maxIdleTimeout;
    }

    @Override
    public void setMaxIdleTimeout(long millis) {
        maxIdleTimeout = millis;
    }

    @Override
    public void setMaxBinaryMessageBufferSize(int length) {
        maxBinary = length;
    }

    @Override
    public int getMaxBinaryMessageBufferSize() {
        return maxBinary;
    }

    @Override
    public void setMaxTextMessageBufferSize(int length) {
        maxText = length;
    }

    @Override
    public int getMaxTextMessageBufferSize() {
        return maxText;
    }

    @Override
    public RemoteEndpoint.Async getAsyncRemote() {
        return async;
    }

    @Override
    public RemoteEndpoint.Basic getBasicRemote() {
        return basic;
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public void close() {
        close(new CloseReason(CloseReason.CloseCodes.NORMAL_CLOSURE, ""));
    }

    @Override
    public void close(CloseReason reason) {
        driver.post(new Input.Close(reason));
    }

    @Override
    public URI getRequestURI() {
        return driver.route().current();
    }

    @Override
    public Map<String, List<String>> getRequestParameterMap() {
        return Query.parse(getRequestURI());
    }

    @Override
    public @Nullable String getQueryString() {
        return getRequestURI().getRawQuery();
    }

    @Override
    public Map<String, String> getPathParameters() {
        return Map.of();
    }

    @Override
    public Map<String, Object> getUserProperties() {
        Map<String, Object> present = userProperties;
        return present == null ? makeUserProperties() : present;
    }

    private synchronized Map<String, Object> makeUserProperties() {
        Map<String, Object> present = userProperties == null ? new ConcurrentHashMap<>() : userProperties;
        userProperties = present;
        return present;
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        return null;
    }

    @Override
    public Set<Session> getOpenSessions() {
        return container.openSessions(endpoint);
    }

    @Override
    public String toString() {
        return "ResilientSession[" + id + ", " + state() + "]";
    }

    private <T> T negotiated(Function<Session, T> what, T otherwise) {
        Link present = driver.link();
        return present == null || !isOpen()
                ? otherwise
                : what.apply(present.connection().session());
    }
}
