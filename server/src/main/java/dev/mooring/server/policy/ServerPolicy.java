package dev.mooring.server.policy;

import dev.mooring.server.auth.Authenticator;
import dev.mooring.server.auth.FirstMessageAuth;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.Heartbeat;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Everything a guarded endpoint allows, in one immutable value. Carried by a {@code ResilientConfigurator}:
 *
 * <pre>{@code
 * ServerPolicy.builder()
 *         .allowOrigins("https://app.example")
 *         .authenticate(Authenticators.bearer(jwt::verify))
 *         .heartbeat(Heartbeat.ping().every(ofSeconds(25)).timeout(ofSeconds(10)))
 *         .rateLimit(RateLimit.of(100).burst(200))
 *         .maxMessageSize(64 << 10)
 *         .build()
 * }</pre>
 *
 * <p>The default policy lets nobody in: no origin is allowed, and a missing one is not either.
 */
public final class ServerPolicy {

    private final ServerPolicyBuilder options;

    ServerPolicy(ServerPolicyBuilder options) {
        this.options = options;
    }

    /** A builder with the defaults. */
    public static ServerPolicyBuilder builder() {
        return new ServerPolicyBuilder();
    }

    /** Which origins may connect. Default: none. */
    public OriginPolicy origins() {
        return options.origins;
    }

    /** Who decides where a handshake comes from, or {@code null}: anyone may connect. Default {@code null}. */
    public @Nullable Authenticator authenticator() {
        return options.authenticator;
    }

    /** Authentication by the first message, or {@code null}. Default {@code null}. */
    public @Nullable FirstMessageAuth firstMessage() {
        return options.firstMessage;
    }

    /** Pings to the client. Default: protocol pings every 30 s, timeout 10 s. */
    public Heartbeat heartbeat() {
        return options.heartbeat;
    }

    /** Whether {@code {"type":"ping"}} is answered before the endpoint sees it. Default yes. */
    public boolean answersApplicationPings() {
        return options.answerApplicationPings;
    }

    /** The limit on messages of one connection, or {@code null}. Default {@code null}. */
    public @Nullable RateLimit rateLimit() {
        return options.rateLimit;
    }

    /** The limit on messages of all connections of one principal together, or {@code null}. Default {@code null}. */
    public @Nullable RateLimit rateLimitPerPrincipal() {
        return options.rateLimitPerPrincipal;
    }

    /** The most bytes of one message, text as UTF-8. Default 65 536. */
    public int maxMessageSize() {
        return options.maxMessageSize;
    }

    /** The most connections to this endpoint. Default 10 000. */
    public int maxConnections() {
        return options.maxConnections;
    }

    /** The most connections of one principal, by name. Default: no limit of its own. */
    public int maxConnectionsPerPrincipal() {
        return options.maxConnectionsPerPrincipal;
    }

    /** The most connections from one address. Default: no limit of its own. */
    public int maxConnectionsPerAddress() {
        return options.maxConnectionsPerAddress;
    }

    /** The proxies whose {@code X-Forwarded-For} is believed. Default: none. */
    public TrustedProxies trustedProxies() {
        return options.trustedProxies;
    }

    /** What happens to a client that reads too slowly. Default: closed with 1013 above 1 MiB. */
    public SlowConsumer slowConsumer() {
        return options.slowConsumer;
    }

    /** How long one message may take to be written before the client counts as stuck. Default 10 s. */
    public Duration sendTimeout() {
        return options.sendTimeout;
    }

    /** The bounds on JSON text, or {@code null} when text is not JSON. Default {@code null}. */
    public @Nullable JsonLimits json() {
        return options.json;
    }

    /** What answers an invalid message. Default: close with 1007. */
    public InvalidInput invalidInput() {
        return options.invalidInput;
    }

    /** What {@code Retry-After} says on 429 and 503. Default 5 s. */
    public Duration retryAfter() {
        return options.retryAfter;
    }

    /** What is promised about messages. Default best effort. */
    public Delivery delivery() {
        return options.delivery;
    }

    @Override
    public String toString() {
        return "ServerPolicy[" + options + "]";
    }
}
