package dev.mooring.server.policy;

import dev.mooring.server.auth.Authenticator;
import dev.mooring.server.auth.FirstMessageAuth;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.Heartbeat;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects the options of a {@link ServerPolicy}; each is validated when it is set, and a wrong one is an {@link
 * IllegalArgumentException} that names the option, its bound and the value. Not thread-safe.
 */
public final class ServerPolicyBuilder implements Cloneable {

    OriginPolicy origins = OriginPolicy.deny();

    @Nullable Authenticator authenticator;

    @Nullable FirstMessageAuth firstMessage;

    Heartbeat heartbeat = Heartbeat.ping();
    boolean answerApplicationPings = true;

    @Nullable RateLimit rateLimit;

    @Nullable RateLimit rateLimitPerPrincipal;

    int maxMessageSize = 1 << 16;
    int maxConnections = 10_000;
    int maxConnectionsPerPrincipal = Integer.MAX_VALUE;
    int maxConnectionsPerAddress = Integer.MAX_VALUE;
    TrustedProxies trustedProxies = TrustedProxies.none();
    SlowConsumer slowConsumer = SlowConsumer.disconnectAfter(1 << 20);
    Duration sendTimeout = Duration.ofSeconds(10);

    @Nullable JsonLimits json;

    InvalidInput invalidInput = InvalidInput.close1007();
    Duration retryAfter = Duration.ofSeconds(5);
    Delivery delivery = Delivery.bestEffort();

    ServerPolicyBuilder() {}

    /** Allows these origins besides those already allowed; see {@link OriginPolicy#allow(String...)}. */
    public ServerPolicyBuilder allowOrigins(String... values) {
        origins = origins.allow(values);
        return this;
    }

    /** Allows handshakes without an Origin header, as native clients send them. */
    public ServerPolicyBuilder allowMissingOrigin() {
        origins = origins.allowMissing();
        return this;
    }

    /** Allows every origin, and handshakes without one; see {@link OriginPolicy#allowAny()}. */
    public ServerPolicyBuilder allowAnyOrigin() {
        origins = origins.allowAny();
        return this;
    }

    /** Who decides where a handshake comes from. Default: nobody asks. */
    public ServerPolicyBuilder authenticate(Authenticator value) {
        authenticator = Objects.requireNonNull(value);
        return this;
    }

    /** Authentication by the first message, besides or instead of {@link #authenticate}. Default off. */
    public ServerPolicyBuilder authenticateFirstMessage(FirstMessageAuth value) {
        firstMessage = Objects.requireNonNull(value);
        return this;
    }

    /** Pings to the client. Default: protocol pings every 30 s, timeout 10 s. */
    public ServerPolicyBuilder heartbeat(Heartbeat value) {
        heartbeat = Objects.requireNonNull(value);
        return this;
    }

    /** Whether {@code {"type":"ping"}} is answered with {@code {"type":"pong"}} before the endpoint. Default yes. */
    public ServerPolicyBuilder answerApplicationPings(boolean value) {
        answerApplicationPings = value;
        return this;
    }

    /** The limit on messages of one connection. Default off. */
    public ServerPolicyBuilder rateLimit(RateLimit value) {
        rateLimit = Objects.requireNonNull(value);
        return this;
    }

    /** The limit on messages of all connections of one principal. Default off. */
    public ServerPolicyBuilder rateLimitPerPrincipal(RateLimit value) {
        rateLimitPerPrincipal = Objects.requireNonNull(value);
        return this;
    }

    /** The most bytes of one message, 125 to 1 073 741 824. Default 65 536. */
    public ServerPolicyBuilder maxMessageSize(int bytes) {
        maxMessageSize = Require.within("max message size", 125, 1 << 30, bytes);
        return this;
    }

    /** The most connections to this endpoint, at least 1. Default 10 000. */
    public ServerPolicyBuilder maxConnections(int value) {
        maxConnections = Require.atLeast("max connections", 1, value);
        return this;
    }

    /** The most connections of one principal, at least 1. Default: no limit of its own. */
    public ServerPolicyBuilder maxConnectionsPerPrincipal(int value) {
        maxConnectionsPerPrincipal = Require.atLeast("max connections per principal", 1, value);
        return this;
    }

    /** The most connections from one address, at least 1. Default: no limit of its own. */
    public ServerPolicyBuilder maxConnectionsPerAddress(int value) {
        maxConnectionsPerAddress = Require.atLeast("max connections per address", 1, value);
        return this;
    }

    /** The proxies, as addresses or CIDR blocks, whose {@code X-Forwarded-For} is believed. Default none. */
    public ServerPolicyBuilder trustProxies(String... addresses) {
        trustedProxies = TrustedProxies.of(addresses);
        return this;
    }

    /** What happens to a client that reads too slowly. Default: 1013 above 1 MiB. */
    public ServerPolicyBuilder slowConsumer(SlowConsumer value) {
        slowConsumer = Objects.requireNonNull(value);
        return this;
    }

    /** How long one message may take to be written. Default 10 s. */
    public ServerPolicyBuilder sendTimeout(Duration value) {
        sendTimeout = Require.positive("send timeout", value);
        return this;
    }

    /** Says that text messages are JSON, and its bounds. Default: they are not looked into. */
    public ServerPolicyBuilder json(JsonLimits value) {
        json = Objects.requireNonNull(value);
        return this;
    }

    /** What answers an invalid message. Default: close with 1007. */
    public ServerPolicyBuilder invalidInput(InvalidInput value) {
        invalidInput = Objects.requireNonNull(value);
        return this;
    }

    /** What {@code Retry-After} says on 429 and 503. Default 5 s. */
    public ServerPolicyBuilder retryAfter(Duration value) {
        retryAfter = Require.positive("retry after", value);
        return this;
    }

    /**
     * What is promised about messages to clients that speak resumable delivery; all others get best effort. Default best
     * effort.
     */
    public ServerPolicyBuilder delivery(Delivery value) {
        delivery = Objects.requireNonNull(value);
        return this;
    }

    /** The policy. The builder may be used on; the policy does not change with it. */
    public ServerPolicy build() {
        if (delivery.isResumable() && slowConsumer.action() == SlowConsumer.Action.DROP_OLDEST) {
            throw new IllegalArgumentException(
                    "resumable delivery drops nothing: slow consumer must not be dropOldest, but disconnectAfter");
        }
        return new ServerPolicy(copy());
    }

    private ServerPolicyBuilder copy() {
        try {
            return (ServerPolicyBuilder) clone(); // all options are immutable values
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public String toString() {
        return origins + ", authenticator=" + authenticator + ", " + heartbeat + ", rateLimit=" + rateLimit
                + ", maxMessageSize=" + maxMessageSize + ", maxConnections=" + maxConnections + ", " + slowConsumer;
    }
}
