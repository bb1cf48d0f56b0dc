package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.resume.Answer;
import dev.mooring.tyrus.transport.Connection;
import dev.mooring.websocket.delivery.Ack;
import dev.mooring.websocket.delivery.Acknowledger;
import dev.mooring.websocket.delivery.ProtocolException;
import dev.mooring.websocket.delivery.Receiving;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What one resumable connection brings: each message is counted, handled once, and acknowledged when its handler has
 * returned.
 */
final class Intake implements Acknowledger.Half {

    private static final int BETWEEN_LOOKS_AT_THE_CLOCK = 32;

    private final Receiving receiving;
    private final long epoch;
    private final Connection connection;
    private final ResumableSender sender;
    private final Workshop workshop;
    private final Acknowledger acknowledger;
    private long arrived; // confined to the connection's calls
    private volatile long heard; // of how many of ours the server has said on this connection that they are processed

    /** Counts on from what the server was told: the handler of the last message may still be running, and is news then. */
    Intake(
            Answer answer,
            Receiving receiving,
            long epoch,
            Connection connection,
            ResumableSender sender,
            Workshop workshop) {
        this.receiving = receiving;
        this.epoch = epoch;
        this.arrived = answer.received();
        this.connection = connection;
        this.sender = sender;
        this.workshop = workshop;
        this.acknowledger = new Acknowledger(receiving, answer.told(), this);
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
        heard = Math.max(heard, ack.processed()); // first, for who takes the connection up meanwhile and looks for it
        sender.acknowledged(ack.processed(), connection);
        return true;
    }

    /** The connection has been taken up: now counts what it has acknowledged before, which the server does not repeat. */
    void takenUp() throws ProtocolException {
        sender.acknowledged(heard, connection);
    }

    /** Whether a part of a message is to be handled. Within the gate. */
    boolean admits(boolean last) {
        return last ? receiving.begin(epoch) : receiving.isWanted(epoch);
    }

    /** The handler of a part of so many bytes has returned. Within the gate. */
    void handled(long bytes, boolean last) {
        acknowledger.handled(bytes, last);
    }

    /** Acknowledges what has been processed, if it is time, or as soon as it is. */
    void acknowledge() {
        acknowledger.look(workshop.pulse().now());
    }

    /** Whether something has been processed that the server has not been told. */
    boolean hasNews() {
        return acknowledger.hasNews();
    }

    /** Acknowledges that, whenever the last time was: the connection is closed behind it. */
    synchronized void acknowledgeLast() {
        if (hasNews()) {
            sendPong(acknowledger::payload);
        }
    }

    @Override
    public boolean mayAcknowledge() {
        return true;
    }

    @Override
    public long written() {
        return sender.written(connection);
    }

    /** What counts as told is queued before anybody looks again whether there is news, and closes. */
    @Override
    public synchronized CompletionStage<Void> sendPong(Supplier<ByteBuffer> payload) {
        try {
            connection.pong(payload.get());
            return CompletableFuture.completedStage(null);
        } catch (IOException | RuntimeException e) {
            // the connection is at its end, and the next one says the count in its handshake
            System.getLogger(Intake.class.getName())
                    .log(System.Logger.Level.DEBUG, "an acknowledgement could not be sent", e);
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public long nanos() {
        return workshop.nanos();
    }

    /** Late by a beat, but for some messages. */
    @Override
    public long lately() {
        return receiving.processed() % BETWEEN_LOOKS_AT_THE_CLOCK == 0
                ? workshop.nanos()
                : workshop.pulse().now();
    }

    @Override
    public void schedule(Runnable task, long nanos) {
        workshop.schedule(Duration.ofNanos(nanos), task);
    }
}
