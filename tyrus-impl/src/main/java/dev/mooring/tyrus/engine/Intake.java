package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.transport.Connection;
import dev.mooring.websocket.delivery.Ack;
import dev.mooring.websocket.delivery.Pacing;
import dev.mooring.websocket.delivery.ProtocolException;
import dev.mooring.websocket.delivery.Receiving;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What one resumable connection brings: each message is counted, handled once, and acknowledged when its handler has
 * returned.
 */
final class Intake {

    private final Receiving receiving;
    private final long epoch;
    private final Connection connection;
    private final ResumableSender sender;
    private final Workshop workshop;
    private final Pacing pacing;
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
        this.pacing = new Pacing(received, workshop.pulse().now());
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

    /** The handler has returned. Within the gate. */
    void handled(boolean last) {
        if (last) {
            receiving.finish();
            acknowledge();
        }
    }

    /** Acknowledges what has been processed, if it is time. */
    void acknowledge() {
        long processed = receiving.processed();
        if (pacing.isDue(processed, workshop.pulse().now())) {
            try {
                connection.pong(new Ack(processed, sender.written(connection)).payload());
            } catch (IOException | RuntimeException e) {
                // the connection is at its end, and the next one says the count in its handshake
                System.getLogger(Intake.class.getName())
                        .log(System.Logger.Level.DEBUG, "an acknowledgement could not be sent", e);
            }
        }
    }
}
