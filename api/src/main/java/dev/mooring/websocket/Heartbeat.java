package dev.mooring.websocket;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a link is proven alive. A ping goes out every {@link #interval()}; when nothing at all arrives within {@link
 * #timeout()} after it, the connection is dead and is replaced. Any received byte counts as life. While a callback of
 * the session runs the timeout is suspended, for a busy handler is not a dead peer. The server half pings only after an
 * interval in which nothing has arrived, and ends a dead connection.
 *
 * <p>Immutable; each method returns a changed copy.
 */
public final class Heartbeat {

    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Heartbeat PING = new Heartbeat(true, null, null, INTERVAL, TIMEOUT);
    private static final Heartbeat OFF = new Heartbeat(false, null, null, INTERVAL, TIMEOUT);

    private final boolean enabled;
    private final @Nullable String message;
    private final @Nullable Predicate<String> reply;
    private final Duration interval;
    private final Duration timeout;

    private Heartbeat(
            boolean enabled,
            @Nullable String message,
            @Nullable Predicate<String> reply,
            Duration interval,
            Duration timeout) {
        this.enabled = enabled;
        this.message = message;
        this.reply = reply;
        this.interval = Checks.positive("heartbeat interval", interval);
        this.timeout = Checks.positive("heartbeat timeout", timeout);
    }

    /** Protocol pings, every 30 s, timeout 10 s: under the 60 s idle limit of common proxies. The default. */
    public static Heartbeat ping() {
        return PING;
    }

    /** Text messages {@code {"type":"ping"}} answered by {@code {"type":"pong"}}, for peers that answer no pings. */
    public static Heartbeat message() {
        return message("{\"type\":\"ping\"}");
    }

    /**
     * A text message of your own as ping. Its reply, by default {@code {"type":"pong"}} with any white space, counts as
     * life and is not delivered to the endpoint; see {@link #reply(Predicate)}.
     *
     * @throws IllegalArgumentException if the message is empty
     */
    public static Heartbeat message(String message) {
        if (message.isEmpty()) {
            throw new IllegalArgumentException("heartbeat message must not be empty");
        }
        return new Heartbeat(true, message, Heartbeat::isDefaultReply, INTERVAL, TIMEOUT);
    }

    /** No heartbeat: a silent link goes unnoticed until a send fails. */
    public static Heartbeat off() {
        return OFF;
    }

    /** Time between pings; at the server, silence before a ping. Default 30 s. */
    public Heartbeat every(Duration value) {
        return new Heartbeat(enabled, message, reply, value, timeout);
    }

    /** Silence after a ping that means the connection is dead. Default 10 s. */
    public Heartbeat timeout(Duration value) {
        return new Heartbeat(enabled, message, reply, interval, value);
    }

    /**
     * What answers the message heartbeat. The predicate sees each whole text while a reply is outstanding; it runs on
     * the receiving thread and must be quick.
     *
     * @throws IllegalStateException if this is no message heartbeat
     */
    public Heartbeat reply(Predicate<String> accepts) {
        if (message == null) {
            throw new IllegalStateException("reply(...) belongs to Heartbeat.message(...), not to " + this);
        }
        return new Heartbeat(enabled, message, Objects.requireNonNull(accepts), interval, timeout);
    }

    /** Whether there is a heartbeat at all. */
    public boolean isEnabled() {
        return enabled;
    }

    /** The text sent as ping, or {@code null} when protocol pings are sent. */
    public @Nullable String pingMessage() {
        return message;
    }

    /** Whether {@code text} answers the message heartbeat. */
    public boolean isReply(String text) {
        return reply != null && reply.test(text);
    }

    /** Time between pings; at the server, silence before a ping. */
    public Duration interval() {
        return interval;
    }

    /** Silence after a ping that means dead. */
    public Duration timeout() {
        return timeout;
    }

    private static boolean isDefaultReply(String text) {
        return text.length() < 64 && text.replaceAll("\\s", "").equals("{\"type\":\"pong\"}");
    }

    @Override
    public String toString() {
        return enabled
                ? "Heartbeat[" + (message == null ? "ping" : "message") + ", interval=" + interval + ", timeout="
                        + timeout + "]"
                : "Heartbeat[off]";
    }
}
