package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.transport.SendCompletion;
import jakarta.websocket.SendResult;
import org.jspecify.annotations.Nullable;

/**
 * Answers pings: each, as long as few answers wait to be written, else only the newest, as RFC 6455, section 5.5.3 allows. So a
 * peer that pings and does not read costs a few pongs, however often it pings. On the event loop alone.
 */
final class Pings implements SendCompletion {

    /** So many answers wait at most. */
    static final int MOST = 16;

    private static final int PONG = 0x8A;

    private final Outbound outbound;
    private byte @Nullable [] newest; // of those that found too many answers waiting
    private int waiting;

    Pings(Outbound outbound) {
        this.outbound = outbound;
    }

    void arrived(byte[] data) {
        if (waiting < MOST) {
            answer(data);
        } else {
            newest = data;
        }
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public void onResult(SendResult result) {
        waiting--;
        byte[] next = newest;
        if (next != null && result.isOK()) {
            newest = null;
            answer(next);
        }
    }

    private void answer(byte[] data) {
        waiting++;
        outbound.offer(Outgoing.frame(PONG, data, this));
    }
}
