package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.transport.Transport;
import dev.mooring.websocket.ContainerStats;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SessionListener;
import dev.mooring.websocket.spi.ContainerOptions;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** The container on any transport: makes sessions and owns what they share. */
public final class EngineContainer implements ResilientContainer {

    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final int DEFAULT_MAX_MESSAGE = 16 << 20;

    private final ContainerOptions options;
    private final String name;
    private final Workshop workshop;
    private final Circuits circuits;
    private final Transport transport;
    private final List<Observer> observers;
    private final List<SessionListener> listeners;
    private final Set<EngineSession> sessions = ConcurrentHashMap.newKeySet();
    private final Totals totals = new Totals(sessions);
    private final AtomicLong sessionNumbers = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile long asyncSendTimeout;
    private volatile long maxIdleTimeout;
    private volatile int maxBinary = DEFAULT_MAX_MESSAGE;
    private volatile int maxText = DEFAULT_MAX_MESSAGE;

    /** A container with these options, on a transport that is made for it. */
    public EngineContainer(ContainerOptions options, Transport.Factory transport, List<Observer> observers) {
        this.options = options;
        this.name = options.name() == null ? "mooring-" + NUMBERS.incrementAndGet() : options.name();
        this.workshop = new Workshop(options, name);
        this.circuits = new Circuits(options.circuitBreaker(), workshop);
        this.transport = transport.create(name, workshop, workshop::isFlowing);
        workshop.pulse().listenTo(() -> {
            workshop.keepUp();
            return this.transport.isReading();
        });
        this.listeners = new CopyOnWriteArrayList<>(options.listeners());
        this.observers = List.copyOf(observers);
        observers.forEach(observer -> observer.begin(name, () -> List.copyOf(sessions)));
    }

    @Override
    public ContainerOptions options() {
        return options;
    }

    @Override
    public ResilientSession connectToServer(Object endpoint, URI uri) throws DeploymentException, IOException {
        return connectToServer(endpoint, List.of(uri));
    }

    @Override
    public ResilientSession connectToServer(Class<?> endpoint, URI uri) throws DeploymentException, IOException {
        if (!endpoint.isAnnotationPresent(ClientEndpoint.class)) {
            throw new DeploymentException(endpoint.getName() + " has no @ClientEndpoint: add it, or pass an Endpoint"
                    + " with its ClientEndpointConfig");
        }
        return connectToServer(newInstance(endpoint), uri);
    }

    @Override
    public ResilientSession connectToServer(Endpoint endpoint, ClientEndpointConfig config, URI uri)
            throws DeploymentException, IOException {
        return connectToServer(endpoint, config, List.of(uri));
    }

    @Override
    public ResilientSession connectToServer(Class<? extends Endpoint> endpoint, ClientEndpointConfig config, URI uri)
            throws DeploymentException, IOException {
        return connectToServer(newInstance(endpoint), config, uri);
    }

    @Override
    public ResilientSession connectToServer(Object endpoint, List<URI> uris) throws DeploymentException, IOException {
        return awaitOpen(start(Binding.of(endpoint), uris));
    }

    @Override
    public ResilientSession connectToServer(Endpoint endpoint, ClientEndpointConfig config, List<URI> uris)
            throws DeploymentException, IOException {
        return awaitOpen(start(Binding.of(endpoint, config), uris));
    }

    @Override
    public CompletionStage<ResilientSession> connectAsync(Object endpoint, List<URI> uris) {
        try {
            return whenOpen(start(Binding.of(endpoint), uris));
        } catch (DeploymentException | RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public CompletionStage<ResilientSession> connectAsync(
            Endpoint endpoint, ClientEndpointConfig config, List<URI> uris) {
        try {
            return whenOpen(start(Binding.of(endpoint, config), uris));
        } catch (DeploymentException | RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public ContainerStats stats() {
        return totals.read(circuits, workshop.roundTrips());
    }

    @Override
    public void addListener(SessionListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(SessionListener listener) {
        listeners.remove(listener);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        CloseReason goingAway = Reasons.goingAway(options.delivery(), "the client is shutting down");
        List<EngineSession> open = List.copyOf(sessions);
        open.forEach(session -> session.close(goingAway));
        CompletableFuture<?>[] ends = open.stream()
                .map(session -> session.driver().closed().exceptionally(failure -> null))
                .toArray(CompletableFuture[]::new);
        try {
            // a callback that does not return must not keep the container from ending
            CompletableFuture.allOf(ends).get(Effects.CLOSE_TIMEOUT.toMillis() + 250, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            System.getLogger(EngineContainer.class.getName())
                    .log(System.Logger.Level.DEBUG, "a session's callbacks did not end in time", e);
        }
        circuits.close();
        transport.close();
        workshop.close();
        observers.forEach(Observer::end);
    }

    @Override
    public long getDefaultAsyncSendTimeout() {
        return asyncSendTimeout;
    }

    @Override
    public void setAsyncSendTimeout(long millis) {
        asyncSendTimeout = millis;
    }

    @Override
    public long getDefaultMaxSessionIdleTimeout() {
        return maxIdleTimeout;
    }

    @Override
    public void setDefaultMaxSessionIdleTimeout(long millis) {
        maxIdleTimeout = millis;
    }

    @Override
    public int getDefaultMaxBinaryMessageBufferSize() {
        return maxBinary;
    }

    @Override
    public void setDefaultMaxBinaryMessageBufferSize(int max) {
        maxBinary = max;
    }

    @Override
    public int getDefaultMaxTextMessageBufferSize() {
        return maxText;
    }

    @Override
    public void setDefaultMaxTextMessageBufferSize(int max) {
        maxText = max;
    }

    @Override
    public Set<Extension> getInstalledExtensions() {
        return Set.of();
    }

    @Override
    public String toString() {
        return "ResilientContainer[" + name + ", " + sessions.size() + " sessions]";
    }

    Workshop workshop() {
        return workshop;
    }

    Circuits circuits() {
        return circuits;
    }

    Transport transport() {
        return transport;
    }

    List<Observer> observers() {
        return observers;
    }

    /** Those of all sessions: a live list. */
    List<SessionListener> listeners() {
        return listeners;
    }

    void ended(EngineSession session) {
        totals.retire(session);
    }

    /** Those of this class of endpoints. */
    Set<Session> openSessions(Class<?> endpoint) {
        return sessions.stream()
                .filter(session -> session.endpoint() == endpoint && session.isOpen())
                .collect(Collectors.toUnmodifiableSet());
    }

    private EngineSession start(Binding binding, List<URI> uris) {
        uris.forEach(Uris::check);
        if (uris.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one URI to connect to");
        }
        if (closed.get()) {
            throw new IllegalStateException(this + " is closed: build another one");
        }
        EngineSession session = new EngineSession(name + "-" + sessionNumbers.incrementAndGet(), binding, uris, this);
        sessions.add(session);
        try {
            session.driver().start();
        } catch (Throwable e) { // the application's scheduler may have been shut down
            session.close();
            throw e;
        }
        if (closed.get()) {
            session.close(); // close() may have looked before this session was there
        }
        return session;
    }

    private static CompletionStage<ResilientSession> whenOpen(EngineSession session) {
        return session.driver().opened().thenApply(ok -> session);
    }

    private static ResilientSession awaitOpen(EngineSession session) throws DeploymentException, IOException {
        try {
            session.driver().opened().get();
            return session;
        } catch (InterruptedException e) {
            session.close();
            Thread.currentThread().interrupt();
            throw new DeploymentException("interrupted before the first connection was open: the session is closed", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DeploymentException failed) {
                throw failed;
            }
            throw new DeploymentException(String.valueOf(e.getMessage()), e);
        }
    }

    private static <T> T newInstance(Class<T> type) throws DeploymentException {
        try {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new DeploymentException(
                    type.getName() + " cannot be created: it needs a constructor without parameters", e);
        }
    }
}
