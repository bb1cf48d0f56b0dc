package dev.mooring.tyrus.core;

import dev.mooring.tyrus.transport.SendCompletion;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers the pings of one connection in Tyrus's place, which would have any number of answers wait: each, as long as few do, else
 * only the newest, as RFC 6455, section 5.5.3 allows. So a peer that pings and does not read costs a few pongs, however often it
 * pings. Thread-safe.
 */
public final class Pongs implements Consumer<byte[]>, SendCompletion {

    /** So many answers wait at most. */
    public static final int MOST = 16;

    private final BiConsumer<byte[], SendHandler> sending;

    // guarded by this
    private byte @Nullable [] newest; // of those that found too many answers waiting
    private int waiting;

    /** Answers that are sent so; {@code sending} gets what an answer holds, and who hears that it is written. */
    public Pongs(BiConsumer<byte[], SendHandler> sending) {
        this.sending = sending;
    }

    /** A ping that holds this has come. */
    @Override
    public void accept(byte[] data) {
        synchronized (this) {
            if (waiting == MOST) {
                newest = data;
                return;
            }
            waiting++;
        }
        sending.accept(data, this);
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    /** An answer is written, or will not be. */
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
            sending.accept(next, this);
        }
    }
}
