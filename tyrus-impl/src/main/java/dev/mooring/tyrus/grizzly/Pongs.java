package dev.mooring.tyrus.grizzly;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers pings in Tyrus's place, which would have any number of answers wait: each, as long as few do, else only the newest, as
 * RFC 6455, section 5.5.3 allows. Thread-safe.
 */
final class Pongs implements Consumer<byte[]>, SendHandler {

    /** So many answers wait at most. */
    private static final int MOST = 16;

    private static final int PONG = 0x8A;

    private final GrizzlyConnection connection;

    // guarded by this
    private byte @Nullable [] newest; // of those that found too many answers waiting
    private int waiting;

    Pongs(GrizzlyConnection connection) {
        this.connection = connection;
    }

    @Override
    public void accept(byte[] data) {
        synchronized (this) {
            if (waiting == MOST) {
                newest = data;
                return;
            }
            waiting++;
        }
        connection.sendFrame(PONG, data, this);
    }

    @Override
    public void onResult(SendResult result) {
        byte[] next;
        synchronized (this) {
            next = result.isOK() ? newest : null;
            newest = null;
            if (next == null) {
                waiting--;
            }
        }
        if (next != null) {
            connection.sendFrame(PONG, next, this);
        }
    }
}
