package dev.mooring.testkit;

import java.time.Duration;

/**
 * Makes things go wrong with some connections of a {@link FaultProxy}: with those that {@link FaultProxy#onLive()},
 * {@link FaultProxy#onConnection(int)}, {@link FaultProxy#onFuture()} or {@link FaultProxy#onAll()} chose.
 *
 * <p>Faults add up, a later one of the same kind and direction replaces the earlier one. When a method returns, the
 * fault is in force. Connections to come get theirs before their first byte.
 *
 * <p>Thread-safe. All methods throw {@link IllegalStateException} once the proxy is closed.
 */
@FunctionalInterface
public interface Faults {

    /** Makes this fault happen. Every other method says it with a verb. */
    void apply(Fault fault);

    /** Delays what travels in both directions, each way by {@code delay}. */
    default Faults latency(Duration delay) {
        return latency(delay, Direction.BOTH);
    }

    /**
     * Delays everything, the end of the stream included, by {@code delay}; throughput stays as it is. At most 16 MiB
     * are under way in a direction.
     *
     * @throws IllegalArgumentException if the delay is negative, or more than a day
     */
    default Faults latency(Duration delay, Direction direction) {
        apply(new Fault.Latency(delay, direction));
        return this;
    }

    /** Lets no more than this many bytes a second through, in each direction. */
    default Faults trickle(int bytesPerSecond) {
        return trickle(bytesPerSecond, Direction.BOTH);
    }

    /**
     * Lets no more than {@code bytesPerSecond} through, in pieces of a fiftieth of that, at least one byte. The sender
     * feels it once 64 KiB and the buffers of the sockets are full.
     *
     * @throws IllegalArgumentException if bytesPerSecond is not positive
     */
    default Faults trickle(int bytesPerSecond, Direction direction) {
        apply(new Fault.Trickle(bytesPerSecond, direction));
        return this;
    }

    /**
     * Reads nothing more from the sender: {@code TO_SERVER} from the client, {@code TO_CLIENT} from the server. The
     * buffers of its socket fill up and its writes block, as if the receiver had stopped reading. What was read
     * before is delivered. Nothing is lost: healed, the rest arrives.
     */
    default Faults stopReading(Direction direction) {
        apply(new Fault.StopReading(direction));
        return this;
    }

    /**
     * Delivers nothing more, while the sender writes on undisturbed: up to 16 MiB are kept, then its writes block. No
     * end of stream arrives either. Nothing is lost: healed, everything arrives, as after a short outage.
     */
    default Faults stopWriting(Direction direction) {
        apply(new Fault.StopWriting(direction));
        return this;
    }

    /** As {@link #blackHole(Direction)}, in both directions. */
    default Faults blackHole() {
        return blackHole(Direction.BOTH);
    }

    /**
     * Swallows everything and delivers nothing, neither data nor FIN nor RST, while both sockets stay open: a link
     * that died without a word. A direction that has swallowed something stays a black hole also when healed, as its
     * stream has a gap. The connection is live until both ends have closed it, or the proxy resets it or is closed.
     */
    default Faults blackHole(Direction direction) {
        apply(new Fault.BlackHole(direction));
        return this;
    }

    /**
     * Freezes the server: a connection to come is accepted and hears nothing, the server is not connected before
     * {@link #heal()}. On a connection that has reached the server, {@link #stopReading} in both directions.
     */
    default Faults silence() {
        apply(new Fault.Silence());
        return this;
    }

    /** Ends the stream in both directions with a FIN and drops whatever was not delivered, or comes later. */
    default Faults cut() {
        apply(new Fault.Cut());
        return this;
    }

    /** {@link #cut()} after exactly {@code bytes} more in whichever direction first has them. */
    default Faults cutAfter(long bytes) {
        return cutAfter(bytes, Direction.BOTH);
    }

    /** {@link #cut()} once exactly {@code bytes} more have been delivered in this direction. */
    default Faults cutAfter(long bytes, Direction direction) {
        after(bytes, direction).cut();
        return this;
    }

    /**
     * Sends an RST to both ends: they see "Connection reset". A connection to come is reset once accepted. What the
     * kernel has not sent yet is lost, which on loopback is nothing as long as the receiver keeps reading.
     */
    default Faults reset() {
        apply(new Fault.Reset());
        return this;
    }

    /**
     * The fault that follows happens once {@code bytes} more have been delivered in this direction, for
     * {@link Direction#BOTH} in whichever first has them; 0 is at once. It happens exactly there: not one byte more
     * is delivered.
     *
     * <pre>{@code proxy.onConnection(2).after(500, Direction.TO_CLIENT).blackHole();}</pre>
     *
     * @throws IllegalArgumentException if bytes is negative
     */
    default Faults after(long bytes, Direction direction) {
        return fault -> apply(new Fault.After(bytes, direction, fault));
    }

    /** Ends all faults of these connections, also those still to come. What a fault has broken stays broken. */
    default Faults heal() {
        apply(new Fault.Heal());
        return this;
    }
}
