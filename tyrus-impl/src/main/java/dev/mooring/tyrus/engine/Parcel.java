package dev.mooring.tyrus.engine;

import static java.util.Objects.requireNonNull;

import dev.mooring.tyrus.transport.Connection;
import dev.mooring.tyrus.transport.SendCompletion;
import dev.mooring.websocket.SendOptions;
import dev.mooring.websocket.UnacknowledgedMessage;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way out: parked, or handed to a connection and not yet written. It is the transport's completion
 * itself, and pooled, so that sending allocates nothing. Owned by one thread at a time: the sender that filled it, the
 * outbox under its lock, then the transport until its completion.
 */
final class Parcel implements SendCompletion {

    private static final System.Logger LOG = System.getLogger(Parcel.class.getName());

    /** How often a message that a connection did not take is parked again. */
    private static final int MAX_RETURNS = 3;

    private @Nullable Sender sender;
    private @Nullable Object payload; // text as byte[] in UTF-8, or a ByteBuffer
    private int position; // of the buffer, to send it again should a connection not take it
    private int limit;
    private @Nullable SendHandler completion;
    private @Nullable Connection carrier; // to which it was handed last
    private SendOptions options = SendOptions.NONE;
    private long bytes;
    private long number;
    private long deadline = Long.MAX_VALUE;
    private int returns;
    private boolean written; // and who sent it has not been told

    Parcel fill(Sender owner, Object message, long size, long order, SendOptions how, @Nullable SendHandler whenDone) {
        sender = owner;
        payload = message;
        bytes = size;
        number = order;
        options = how;
        completion = whenDone;
        deadline = Long.MAX_VALUE;
        returns = 0;
        written = false;
        carrier = null;
        if (message instanceof ByteBuffer buffer) {
            position = buffer.position();
            limit = buffer.limit();
        }
        return this;
    }

    void transmit(Connection connection) {
        carrier = connection;
        Object message = payload;
        if (message instanceof byte[] text) {
            connection.sendText(text, this);
        } else if (message instanceof ByteBuffer buffer) {
            connection.sendBinary(buffer.limit(limit).position(position), this);
        }
    }

    /** Hands the message over on behalf of somebody else, who may hand it over again later. */
    void transmit(Connection connection, SendHandler instead) {
        Object message = payload;
        if (message instanceof byte[] text) {
            connection.sendText(text, instead);
        } else if (message instanceof ByteBuffer buffer) {
            connection.sendBinary(buffer.duplicate().limit(limit).position(position), instead);
        }
    }

    /** A copy of the content, for the application. */
    UnacknowledgedMessage content() {
        if (payload instanceof ByteBuffer buffer) {
            ByteBuffer own = ByteBuffer.allocate(limit - position);
            own.put(buffer.duplicate().limit(limit).position(position)).flip();
            return new UnacknowledgedMessage(null, own);
        }
        return new UnacknowledgedMessage(new String((byte[]) requireNonNull(payload), StandardCharsets.UTF_8), null);
    }

    /** A handler of the application's own may block, or what hangs on a stage: who waits for a receipt or a future is elsewhere. */
    @Override
    public boolean isQuick() {
        SendHandler whenDone = completion;
        return whenDone == null
                || whenDone instanceof Receipt
                || (whenDone instanceof Completion known && known.isQuick());
    }

    /** It is parked again; where that makes no sense the sender sees to it that who sent it is told elsewhere. */
    @Override
    public boolean isQuickToFail() {
        return true;
    }

    @Override
    public boolean isAwaited() {
        return completion instanceof Receipt;
    }

    @Override
    public @Nullable Runnable written() {
        Sender owner = sender;
        written = true;
        return owner == null ? null : owner.written(bytes);
    }

    /** Whether it counts as written although who sent it has not been told. */
    boolean isWritten() {
        return written;
    }

    /** The transport is done with it. */
    @Override
    public void onResult(SendResult result) {
        Sender owner = sender;
        if (owner != null) {
            owner.transmitted(this, result.isOK() ? null : result.getException());
        }
    }

    /** Forgets everything, and tells whoever sent it. */
    void complete(SendResult result, ParcelPool pool) {
        tell(release(pool), result);
    }

    /** Forgets everything; returns who is to be told how it ended. */
    @Nullable SendHandler release(ParcelPool pool) {
        SendHandler whenDone = completion;
        sender = null;
        payload = null;
        completion = null;
        carrier = null;
        options = SendOptions.NONE;
        pool.give(this);
        return whenDone;
    }

    /** Takes away who is to be told how it ended: somebody tells it, later than the room of the message is free. */
    @Nullable SendHandler takeCompletion() {
        SendHandler whenDone = completion;
        completion = null;
        return whenDone;
    }

    /** Tells how a message ended. */
    static void tell(@Nullable SendHandler whenDone, SendResult result) {
        if (whenDone != null) {
            try {
                whenDone.onResult(result);
            } catch (Throwable e) { // an Error too: the next ones must be told
                LOG.log(System.Logger.Level.WARNING, "a completion of a send failed", e);
            }
        }
    }

    /**
     * A connection did not take it. Whether it is parked again: a message that breaks every connection must not be sent for
     * ever.
     */
    boolean mayReturn() {
        return !options.isVolatile() && !isGivenUp() && returnsAgain();
    }

    /** The same for one that another got ahead of: whether there is still a place for it is seen when it is parked. */
    boolean returnsAgain() {
        return ++returns <= MAX_RETURNS;
    }

    /** Whether its blocking caller was told that it failed: then it must not go out again, nor can its buffer be trusted. */
    boolean isGivenUp() {
        return completion instanceof Receipt receipt && receipt.isGivenUp();
    }

    /** The caller of a blocking send goes on, as the outbox has the message now. */
    void acceptForCaller() {
        if (completion instanceof Receipt receipt) {
            detachFromCaller();
            completion = null;
            receipt.accepted();
        }
    }

    /** The caller of a blocking send may use its buffer again, so a parked message needs its own bytes. */
    private void detachFromCaller() {
        if (payload instanceof ByteBuffer buffer) {
            ByteBuffer own = ByteBuffer.allocate(limit - position);
            own.put(buffer.duplicate().limit(limit).position(position)).flip();
            payload = own;
            position = 0;
            limit = own.limit();
        }
    }

    void expireAt(long nanos) {
        deadline = nanos;
    }

    boolean expires() {
        return deadline != Long.MAX_VALUE;
    }

    boolean isExpired(long now) {
        return expires() && now - deadline >= 0;
    }

    SendOptions options() {
        return options;
    }

    @Nullable Connection carrier() {
        return carrier;
    }

    @Nullable SendHandler completion() {
        return completion;
    }

    long bytes() {
        return bytes;
    }

    /** The place of the message in the order of sending. */
    long number() {
        return number;
    }

    void takePlace(long place) {
        number = place;
    }
}
