package dev.mooring.tyrus.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The counters of one session. Those of sending are added to by any thread; those of receiving are the connection's alone,
 * whose calls come one at a time, so that a plain addition published by a release write does.
 */
final class Figures {

    private static final VarHandle SENT = handle("sent");
    private static final VarHandle BYTES_SENT = handle("bytesSent");
    private static final VarHandle DROPPED = handle("dropped");
    private static final VarHandle RECEIVED = handle("received");
    private static final VarHandle BYTES_RECEIVED = handle("bytesReceived");
    private static final VarHandle PINGS = handle("pings");

    private volatile long sent;
    private volatile long bytesSent;
    private volatile long dropped;
    private volatile long received;
    private volatile long bytesReceived;
    private volatile long pings;
    volatile long connectionsOpened;

    private static VarHandle handle(String field) {
        try {
            return MethodHandles.lookup().findVarHandle(Figures.class, field, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    void sent(long bytes) {
        SENT.getAndAdd(this, 1L);
        BYTES_SENT.getAndAdd(this, bytes);
    }

    void dropped() {
        DROPPED.getAndAdd(this, 1L);
    }

    void received() {
        RECEIVED.setRelease(this, (long) RECEIVED.getOpaque(this) + 1);
    }

    void bytesReceived(long bytes) {
        BYTES_RECEIVED.setRelease(this, (long) BYTES_RECEIVED.getOpaque(this) + bytes);
    }

    void pinged(int times) {
        PINGS.setRelease(this, (long) PINGS.getOpaque(this) + times);
    }

    long sentMessages() {
        return sent;
    }

    long sentBytes() {
        return bytesSent;
    }

    long droppedMessages() {
        return dropped;
    }

    long receivedMessages() {
        return received;
    }

    long receivedBytes() {
        return bytesReceived;
    }

    long receivedPings() {
        return pings;
    }
}
