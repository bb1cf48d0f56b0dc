package dev.mooring.tyrus.engine;

import dev.mooring.websocket.Heartbeat;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Proves the link of one session alive. Lazy: what is read costs one look at the coarse time, and the shared pulse
 * looks at it now and then. Beats come one at a time; {@link #received} and {@link #pong} on the connection's thread.
 */
final class Heart {

    /** What a beat asks for. */
    enum Wish {
        NOTHING,
        PING,
        GIVE_UP
    }

    private static final long NONE = Long.MIN_VALUE;

    private final Heartbeat options;
    private final Workshop workshop;
    private volatile long lastReceived;
    private volatile long pingAt = NONE; // coarse time of the ping whose answer is awaited
    private volatile long pingId;
    private volatile long pingNanos = NONE; // exact time of the last ping, until its pong
    private volatile long roundTrip = NONE;
    private volatile long smoothed = NONE;
    private long nextPing;
    private long countedFrom; // where the timeout begins
    private boolean everReceived;

    Heart(Heartbeat options, Workshop workshop) {
        this.options = options;
        this.workshop = workshop;
    }

    /** A new connection: alive from now on. */
    void start() {
        long now = workshop.pulse().now();
        lastReceived = now;
        everReceived = true;
        pingAt = NONE;
        pingNanos = NONE;
        nextPing = now + options.interval().toNanos();
    }

    /** Anything arrived: a sign of life. */
    void received() {
        long now = workshop.pulse().now();
        if (lastReceived != now) { // a volatile write costs more than this look
            lastReceived = now;
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // the pulse alone counts pings
    Wish beat(long now, long lapse, boolean busy) {
        if (!options.isEnabled()) {
            return Wish.NOTHING;
        }
        if (pingAt != NONE && lastReceived - pingAt >= 0) {
            pingAt = NONE;
        }
        if (busy || lapse > 0) {
            // Pongs wait behind a running callback, and a process that was stopped could not hear them: the timeout
            // begins
            // anew. What has answered the ping meanwhile still has.
            countedFrom = now;
        }
        if (pingAt != NONE && now - countedFrom >= options.timeout().toNanos()) {
            return Wish.GIVE_UP;
        }
        if (now - nextPing >= 0 && pingAt == NONE) {
            nextPing = now + options.interval().toNanos();
            lastReceived = Math.min(lastReceived, now - 1); // what came before the ping does not answer it
            pingId++;
            pingNanos = workshop.nanos();
            countedFrom = now;
            pingAt = now;
            return Wish.PING;
        }
        return Wish.NOTHING;
    }

    /** The ping could not go out, amid a message in parts: the next beat asks for it again. */
    void notSent() {
        pingAt = NONE;
        pingNanos = NONE;
        nextPing = workshop.pulse().now();
    }

    /** What a protocol ping carries, to know its pong from others. */
    ByteBuffer pingData() {
        return ByteBuffer.allocate(8).putLong(pingId).flip();
    }

    /** Whether this pong answers our ping; then it is not the application's. */
    boolean pong(ByteBuffer data) {
        if (data.remaining() != 8 || data.getLong(data.position()) != pingId || pingNanos == NONE) {
            return false;
        }
        measure();
        return true;
    }

    /** Whether this text answers our ping message; then it is not the application's. */
    boolean reply(String text) {
        if (options.pingMessage() == null || pingNanos == NONE || !options.isReply(text)) {
            return false;
        }
        measure();
        return true;
    }

    @Nullable String pingMessage() {
        return options.pingMessage();
    }

    /** How long nothing has arrived. */
    Duration silence() {
        return Duration.ofNanos(Math.max(0, workshop.pulse().now() - lastReceived));
    }

    /** The coarse time of the last sign of life, or {@code null} before the first connection. */
    @Nullable Long lastReceived() {
        return everReceived ? (Long) lastReceived : null;
    }

    @Nullable Duration roundTrip() {
        return roundTrip == NONE ? null : Duration.ofNanos(roundTrip);
    }

    @Nullable Duration smoothedRoundTrip() {
        return smoothed == NONE ? null : Duration.ofNanos(smoothed);
    }

    private void measure() {
        long sample = workshop.nanos() - pingNanos;
        pingNanos = NONE;
        workshop.roundTrips().add(sample);
        roundTrip = sample;
        smoothed = smoothed == NONE ? sample : smoothed + (sample - smoothed) / 8;
    }
}
