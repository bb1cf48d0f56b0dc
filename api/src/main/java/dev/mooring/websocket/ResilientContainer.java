package dev.mooring.websocket;

import static java.util.concurrent.CompletableFuture.completedStage;

import dev.mooring.websocket.spi.ContainerOptions;
import dev.mooring.websocket.spi.ResilientContainerProvider;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A {@link WebSocketContainer} whose sessions stay attached. Code that holds a {@code WebSocketContainer} changes nothing
 * else: every {@code connectToServer} of the specification is here and returns a {@link ResilientSession}.
 *
 * <pre>{@code
 * ResilientContainer container = ResilientContainer.builder().build();
 * ResilientSession session = container.connectToServer(new Prices(), URI.create("wss://feed.example/prices"));
 * }</pre>
 *
 * <p>{@code connectToServer} blocks until the first connection is open or the session has finally failed, then with a
 * {@link DeploymentException} that says which attempts failed how. Interrupting it closes the session.
 *
 * <p>All sessions of a container share threads, timers and circuit breakers. Thread-safe; make one and keep it.
 */
public interface ResilientContainer extends WebSocketContainer, AutoCloseable {

    /** A builder with all defaults. */
    static Builder builder() {
        return new Builder();
    }

    /** A builder with the options of this container, to make another one that differs in a few. */
    default Builder toBuilder() {
        return options().toBuilder();
    }

    /** The options this container was built with. */
    ContainerOptions options();

    @Override
    ResilientSession connectToServer(Object endpoint, URI uri) throws DeploymentException, IOException;

    @Override
    ResilientSession connectToServer(Class<?> endpoint, URI uri) throws DeploymentException, IOException;

    @Override
    ResilientSession connectToServer(Endpoint endpoint, ClientEndpointConfig config, URI uri)
            throws DeploymentException, IOException;

    @Override
    ResilientSession connectToServer(Class<? extends Endpoint> endpoint, ClientEndpointConfig config, URI uri)
            throws DeploymentException, IOException;

    /**
     * Connects an annotated endpoint to one of several servers. They are tried in turn, from the first; one that failed
     * is tried last.
     *
     * @throws DeploymentException if the endpoint is malformed or the first connection finally failed
     * @throws IllegalArgumentException if there is no URI, or one is not {@code ws} or {@code wss}
     */
    ResilientSession connectToServer(Object endpoint, List<URI> uris) throws DeploymentException, IOException;

    /** Connects a programmatic endpoint to one of several servers; see {@link #connectToServer(Object, List)}. */
    ResilientSession connectToServer(Endpoint endpoint, ClientEndpointConfig config, List<URI> uris)
            throws DeploymentException, IOException;

    /**
     * Connects without blocking. The stage completes when the first connection is open, exceptionally with a
     * {@link DeploymentException} when the session has finally failed; a malformed endpoint or URI fails it at once. What
     * hangs on it runs where callbacks of the session run, so it may block as they may.
     */
    default CompletionStage<ResilientSession> connectAsync(Object endpoint, URI uri) {
        return connectAsync(endpoint, List.of(uri));
    }

    /** Connects an annotated endpoint to one of several servers without blocking. */
    CompletionStage<ResilientSession> connectAsync(Object endpoint, List<URI> uris);

    /** Connects a programmatic endpoint without blocking. */
    default CompletionStage<ResilientSession> connectAsync(Endpoint endpoint, ClientEndpointConfig config, URI uri) {
        return connectAsync(endpoint, config, List.of(uri));
    }

    /** Connects a programmatic endpoint to one of several servers without blocking. */
    CompletionStage<ResilientSession> connectAsync(Endpoint endpoint, ClientEndpointConfig config, List<URI> uris);

    /** A snapshot of the container's figures. It looks at every session: for a few times a minute, not for each message. */
    ContainerStats stats();

    /** Adds a listener for the events of all sessions, present and future; it hears what happens from now on. */
    void addListener(SessionListener listener);

    /** Takes a listener off again, also one that the builder was given. */
    void removeListener(SessionListener listener);

    /**
     * Closes every session with 1001, a resumable one with 1000, so that its server does not keep it for the next connection;
     * and ends all threads, timers and connections of this container; an executor or scheduler that was handed in goes on.
     * Returns when all of it is done, within about a second. Idempotent.
     */
    @Override
    void close();

    /**
     * Collects the options of a {@link ResilientContainer}. Every option has a default; each is validated when it is set. Not
     * thread-safe.
     */
    final class Builder {

        private RetryPolicy retry = RetryPolicy.defaults();
        private Heartbeat heartbeat = Heartbeat.ping();
        private CircuitBreakerPolicy circuitBreaker = CircuitBreakerPolicy.defaults();
        private Outbox outbox = Outbox.defaults();
        private Delivery delivery = Delivery.bestEffort();
        private InitialConnect initialConnect = InitialConnect.retry();
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration sendTimeout = Duration.ofSeconds(10);
        private PerAttempt<CompletionStage<Map<String, List<String>>>> headers = attempt -> completedStage(Map.of());
        private PerAttempt<CompletionStage<URI>> uri = attempt -> completedStage(attempt.uri());
        private @Nullable FirstMessage firstMessage;
        private PerAttempt<SSLContext> sslContext = attempt -> SSLContext.getDefault();
        private boolean verifyHostname = true;
        private @Nullable Proxy proxy;
        private boolean compression = false;
        private FailureClassifier classifier = FailureClassifier.standard();
        private List<SessionListener> listeners = List.of();
        private @Nullable Executor executor;
        private @Nullable ScheduledExecutorService scheduler;
        private Ticker ticker = Ticker.system();
        private @Nullable String name;
        private @Nullable String transport;

        private Builder() {}

        /** Starts from these options. */
        public Builder(ContainerOptions options) {
            retry = options.retry();
            heartbeat = options.heartbeat();
            circuitBreaker = options.circuitBreaker();
            outbox = options.outbox();
            delivery = options.delivery();
            initialConnect = options.initialConnect();
            connectTimeout = options.connectTimeout();
            sendTimeout = options.sendTimeout();
            headers = options.headers();
            uri = options.uri();
            firstMessage = options.firstMessage();
            sslContext = options.sslContext();
            verifyHostname = options.verifyHostname();
            proxy = options.proxy();
            compression = options.compression();
            classifier = options.classifier();
            listeners = options.listeners();
            executor = options.executor();
            scheduler = options.scheduler();
            ticker = options.ticker();
            name = options.name();
            transport = options.transport();
        }

        /** When and how often a lost connection is tried again. Default {@link RetryPolicy#defaults()}. */
        public Builder retry(RetryPolicy value) {
            retry = value;
            return this;
        }

        /** How a link is proven alive. Default {@link Heartbeat#ping()}: every 30 s, timeout 10 s. */
        public Builder heartbeat(Heartbeat value) {
            heartbeat = value;
            return this;
        }

        /** When attempts to a host are held back. Default {@link CircuitBreakerPolicy#defaults()}. */
        public Builder circuitBreaker(CircuitBreakerPolicy value) {
            circuitBreaker = value;
            return this;
        }

        /** The bound on messages accepted and not yet written, or not yet acknowledged. Default {@link Outbox#defaults()}. */
        public Builder outbox(Outbox value) {
            outbox = value;
            return this;
        }

        /** What is promised about messages. Default {@link Delivery#bestEffort()}. */
        public Builder delivery(Delivery value) {
            delivery = value;
            return this;
        }

        /** How the first connection is treated. Default {@link InitialConnect#retry()}. */
        public Builder initialConnect(InitialConnect value) {
            initialConnect = value;
            return this;
        }

        /** How long opening a connection may take: TCP, TLS and upgrade together. Default 10 s. */
        public Builder connectTimeout(Duration value) {
            connectTimeout = Checks.positive("connect timeout", value);
            return this;
        }

        /** A connection that could not be written for so long is dead. Default 10 s. */
        public Builder sendTimeout(Duration value) {
            sendTimeout = Checks.positive("send timeout", value);
            return this;
        }

        /** Headers of the upgrade, asked for at every attempt: the place for a fresh token. Default none. */
        public Builder headers(PerAttempt<Map<String, List<String>>> value) {
            return headersAsync(attempt -> completedStage(value.get(attempt)));
        }

        /** The same for headers that are obtained asynchronously; the attempt waits, within the connect timeout. */
        public Builder headersAsync(PerAttempt<CompletionStage<Map<String, List<String>>>> value) {
            headers = value;
            return this;
        }

        /**
         * The URI of the connection, asked for at every attempt and made from {@link Attempt#uri()}: the place for one-time
         * query tokens. Default: the URI as it is.
         */
        public Builder uri(PerAttempt<URI> value) {
            return uriAsync(attempt -> completedStage(value.get(attempt)));
        }

        /** The same for a URI that is obtained asynchronously. */
        public Builder uriAsync(PerAttempt<CompletionStage<URI>> value) {
            uri = value;
            return this;
        }

        /** Authentication by the first message. Default none. */
        public Builder firstMessage(FirstMessage value) {
            firstMessage = value;
            return this;
        }

        /**
         * The TLS context of {@code wss} connections, but for endpoints whose {@code ClientEndpointConfig} names one. Default
         * {@link SSLContext#getDefault()}.
         */
        public Builder sslContext(SSLContext value) {
            return sslContext(attempt -> value);
        }

        /** The same, asked for at every attempt, so that a client certificate can be renewed. */
        public Builder sslContext(PerAttempt<SSLContext> value) {
            sslContext = value;
            return this;
        }

        /** Whether the server's certificate must be for its host name. Default yes; no is for tests alone. */
        public Builder verifyHostname(boolean value) {
            verifyHostname = value;
            return this;
        }

        /** The proxy to go through, HTTP or SOCKS5. Default none. */
        public Builder proxy(Proxy value) {
            proxy = value;
            return this;
        }

        /**
         * Offers permessage-deflate. Default no: it costs about 300 KiB a connection at both ends, leaks secrets that share a
         * message with text of an attacker (CRIME), and small messages hardly shrink.
         */
        public Builder compression(boolean value) {
            compression = value;
            return this;
        }

        /** Decides what a failure means. Default {@link FailureClassifier#standard()}. */
        public Builder classifier(FailureClassifier value) {
            classifier = value;
            return this;
        }

        /** Hears the events of every session of the container. Default none; more may be added. */
        public Builder listener(SessionListener value) {
            listeners = Stream.concat(listeners.stream(), Stream.of(value)).toList();
            return this;
        }

        /**
         * Runs attempts and all callbacks; a managed executor in a server. Default: a small pool of daemon threads that grows
         * while handlers block it, and on Grizzly the threads that read call message handlers themselves. Not shut down by
         * {@link ResilientContainer#close()}.
         *
         * <p>One task of the executor may call back several sessions, one after the other. Those behind a callback that blocks
         * get a task of their own within a millisecond or two.
         *
         * <p>{@code executor(Runnable::run)} lets Netty's event loops make the callbacks themselves. That is the shortest way
         * from the socket to the endpoint, and a callback that blocks then holds up other sessions, too: for endpoints that
         * never wait. As long as single peers answer such a loop within 40 µs it looks for the next answer for up to that long
         * before it sleeps, which shortens round trips and takes processor time; {@code -Ddev.mooring.polling=false} turns that
         * off.
         */
        public Builder executor(Executor value) {
            executor = value;
            return this;
        }

        /** Runs the timers. Default: one daemon thread. Not shut down by {@link ResilientContainer#close()}. */
        public Builder scheduler(ScheduledExecutorService value) {
            scheduler = value;
            return this;
        }

        /** Measures time. Default {@link Ticker#system()}; tests hand in a virtual one. */
        public Builder ticker(Ticker value) {
            ticker = value;
            return this;
        }

        /** The container's name in JMX, thread names and session ids. Default {@code mooring-} and a number. */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /**
         * What carries the connections: {@code "netty"}, the default where Netty 4.2 is on the class path, or
         * {@code "grizzly"}, which is always there and slower. The system property {@code dev.mooring.transport} names the one
         * of all containers that ask for none.
         *
         * @see #build()
         */
        public Builder transport(String value) {
            transport = value;
            return this;
        }

        /**
         * The container with these options.
         *
         * @throws IllegalArgumentException if there is no {@link #transport(String)} of that name, or it is not on the class
         *     path
         * @throws IllegalStateException if no implementation is on the class path
         */
        public ResilientContainer build() {
            return ResilientContainerProvider.find().create(options());
        }

        private ContainerOptions options() {
            return new ContainerOptions(
                    retry,
                    heartbeat,
                    circuitBreaker,
                    outbox,
                    delivery,
                    initialConnect,
                    connectTimeout,
                    sendTimeout,
                    headers,
                    uri,
                    firstMessage,
                    sslContext,
                    verifyHostname,
                    proxy,
                    compression,
                    classifier,
                    listeners,
                    executor,
                    scheduler,
                    ticker,
                    name,
                    transport);
        }
    }
}
