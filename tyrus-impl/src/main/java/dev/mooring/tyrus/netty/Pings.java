package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.transport.SendCompletion;
import jakarta.websocket.SendResult;
import org.jspecify.annotations.Nullable;

/**
 * Answers pings: of those that arrived together only the newest, and no other while that answer is not written, as RFC 6455,
 * section 5.5.3 allows. So a peer that pings and does not read costs one pong, however often it pings. On the event loop
 * alone.
 */
final class Pings implements SendCompletion {

    private static final int PONG = 0x8A;

    private final Outbound outbound;
    private byte @Nullable [] newest;
    private boolean answering;
    private long count;

    Pings(Outbound outbound) {
        this.outbound = outbound;
    }

    void arrived(byte[] data) {
        count++;
        newest = data;
    }

    /** How many have arrived. */
    long count() {
        return count;
    }

    /** Answers the newest, if it was not answered. */
    void answer() {
        byte[] data = newest;
        if (data != null && !answering) {
            newest = null;
            answering = true;
            outbound.offer(Outgoing.frame(PONG, data, this));
        }
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public void onResult(SendResult result) {
        answering = false;
        if (result.isOK()) {
            answer();
        }
    }
}
