package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.transport.Connection;
import dev.mooring.websocket.delivery.Ack;
import dev.mooring.websocket.delivery.Pacing;
import dev.mooring.websocket.delivery.ProtocolException;
import dev.mooring.websocket.delivery.Receiving;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What one resumable connection brings: each message is counted, handled once, and acknowledged when its handler has
 * returned.
 */
final class Intake {

    private static final int BETWEEN_LOOKS_AT_THE_CLOCK = 32;

    private final Receiving receiving;
    private final long epoch;
    private final Connection connection;
    private final ResumableSender sender;
    private final Workshop workshop;
    private final Pacing pacing;
    private final AtomicBoolean acknowledging = new AtomicBoolean();
    private final AtomicBoolean reminded = new AtomicBoolean();
    private long arrived; // confined to the connection's calls

    Intake(
            Receiving receiving,
            long epoch,
            long received,
            Connection connection,
            ResumableSender sender,
            Workshop workshop) {
        this.receiving = receiving;
        this.epoch = epoch;
        this.arrived = received;
        this.connection = connection;
        this.sender = sender;
        this.workshop = workshop;
        this.pacing = new Pacing(received, workshop.nanos());
    }

    /** A message has arrived whole, in the order of the connection. */
    void arrived() {
        arrived++;
    }

    /** Takes an acknowledgement; {@code false} when the pong is none. In the order of the connection. */
    boolean pong(ByteBuffer data) throws ProtocolException {
        Ack ack = Ack.read(data);
        if (ack == null) {
            return false;
        }
        if (ack.sent() > arrived) {
            throw new ProtocolException("messages that the server has sent did not arrive");
        }
        sender.acknowledged(ack.processed(), connection);
        return true;
    }

    /** Whether a part of a message is to be handled. Within the gate. */
    boolean admits(boolean last) {
        return last ? receiving.begin(epoch) : receiving.isWanted(epoch);
    }

    /** The handler of a part of so many bytes has returned. Within the gate. */
    void handled(long bytes, boolean last) {
        pacing.handled(bytes);
        if (last) {
            receiving.finish();
            acknowledge(now());
        }
    }

    /** Late by a beat, but for some messages: the clock is not read for each. */
    private long now() {
        return receiving.processed() % BETWEEN_LOOKS_AT_THE_CLOCK == 0
                ? workshop.nanos()
                : workshop.pulse().now();
    }

    /** Acknowledges what has been processed, if it is time, or as soon as it is. */
    void acknowledge() {
        acknowledge(workshop.pulse().now());
    }

    private void acknowledge(long now) {
        long delay = pacing.delay(receiving.processed(), now);
        if (delay == 0) {
            acknowledgeNow();
        } else if (delay != Pacing.NOT_YET && !reminded.get() && reminded.compareAndSet(false, true)) {
            workshop.schedule(Duration.ofNanos(pacing.remindIn(delay)), this::remind);
        }
    }

    /** It is time for what has come since the last acknowledgement, unless that was sent meanwhile. */
    private void remind() {
        reminded.set(false);
        long now = workshop.nanos();
        pacing.reminded(pacing.delay(receiving.processed(), now) == 0);
        acknowledge(now);
    }

    private void acknowledgeNow() {
        if (!acknowledging.compareAndSet(false, true)) {
            return; // what another thread does not see yet is seen with the next message, or the next beat of the pulse
        }
        long processed = receiving.processed();
        boolean news = pacing.isNews(processed); // not if another thread was quicker, and has finished
        if (news) {
            pacing.told(processed, workshop.nanos());
        }
        acknowledging.set(false);
        if (news) {
            pong(processed);
        }
    }

    private void pong(long processed) {
        try {
            connection.pong(new Ack(processed, sender.written(connection)).payload());
        } catch (IOException | RuntimeException e) {
            // the connection is at its end, and the next one says the count in its handshake
            System.getLogger(Intake.class.getName())
                    .log(System.Logger.Level.DEBUG, "an acknowledgement could not be sent", e);
        }
    }
}
