package dev.mooring.websocket.spi;

import dev.mooring.websocket.CircuitBreakerPolicy;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.FailureClassifier;
import dev.mooring.websocket.FirstMessage;
import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.InitialConnect;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.PerAttempt;
import dev.mooring.websocket.Proxy;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.RetryPolicy;
import dev.mooring.websocket.SessionListener;
import dev.mooring.websocket.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * All options of a container, as its builder collected and validated them. What each means, its unit and its default
 * stand at the builder's method of the same name. A {@code null} executor, scheduler or name asks for the container's
 * own, a {@code null} transport for the default one. Immutable.
 */
public record ContainerOptions(
        RetryPolicy retry,
        Heartbeat heartbeat,
        CircuitBreakerPolicy circuitBreaker,
        Outbox outbox,
        Delivery delivery,
        InitialConnect initialConnect,
        Duration connectTimeout,
        Duration sendTimeout,
        PerAttempt<CompletionStage<Map<String, List<String>>>> headers,
        PerAttempt<CompletionStage<URI>> uri,
        @Nullable FirstMessage firstMessage,
        PerAttempt<SSLContext> sslContext,
        boolean verifyHostname,
        @Nullable Proxy proxy,
        boolean compression,
        FailureClassifier classifier,
        List<SessionListener> listeners,
        @Nullable Executor executor,
        @Nullable ScheduledExecutorService scheduler,
        Ticker ticker,
        @Nullable String name,
        @Nullable String transport) {

    /** Secrets may sit in suppliers and contexts, so only plain values are shown. */
    @Override
    public String toString() {
        return "ContainerOptions[" + retry + ", " + heartbeat + ", " + circuitBreaker + ", " + outbox + "]";
    }

    /** A builder that starts from these options. */
    public ResilientContainer.Builder toBuilder() {
        return new ResilientContainer.Builder(this);
    }
}
