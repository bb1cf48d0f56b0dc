package dev.mooring.websocket.dispatch;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.DecodeException;
import org.jspecify.annotations.Nullable;

/**
 * The way of one kind of data message to its handler, whole or in parts, whatever the handler takes. A message goes to
 * the handler that was there when it began; without one then, all of it is dropped. Confined to the owner's deliveries.
 *
 * @param <P> a part as the transport gives it
 * @param <W> a whole message as handlers get it
 */
abstract class Assembly<P, W> {

    private final MessageKind kind;
    private final MessageDispatcher.Owner owner;
    private boolean begun;
    private long size;
    private @Nullable Registration target;

    Assembly(MessageKind kind, MessageDispatcher.Owner owner) {
        this.kind = kind;
        this.owner = owner;
    }

    /**
     * Takes a part on.
     *
     * @return whether the connection may go on; false after the peer sent more than is allowed
     */
    final boolean accept(@Nullable Registration handler, P part, boolean last) {
        if (last && !begun) {
            return handler == null || whole(handler, part);
        }
        if (!begun) {
            begun = true;
            target = handler;
        }
        boolean within = target == null || part(target, part, last);
        if (last) {
            reset();
        }
        return within;
    }

    /** Forgets a message of which not all has come. */
    final void reset() {
        begun = false;
        target = null;
        size = 0;
        clear();
    }

    private boolean whole(Registration handler, P message) {
        long limit = limit(handler);
        if (!surelyWithin(message, limit) && size(message) > limit) {
            violation(handler, limit);
            return false;
        }
        try {
            if (handler.partial()) {
                deliverPart(handler, message, true);
            } else {
                deliver(handler, own(message));
            }
        } catch (Throwable e) { // whatever a handler throws ends at the endpoint's onError, never at the transport
            owner.error(e);
        }
        return true;
    }

    private boolean part(Registration handler, P part, boolean last) {
        long limit = limit(handler);
        if (limit != Long.MAX_VALUE && (size += size(part)) > limit) {
            reset();
            violation(handler, limit);
            return false;
        }
        try {
            if (handler.partial()) {
                deliverPart(handler, part, last);
                return true;
            }
            append(part);
            if (last) {
                deliver(handler, take());
            }
        } catch (Throwable e) {
            owner.error(e);
        }
        return true;
    }

    private long limit(Registration handler) {
        // what goes through in parts is held nowhere: only the handler's own limit counts then
        int ofOwner = handler.partial() ? 0 : ownersLimit(owner);
        return ofOwner > 0 ? Math.min(ofOwner, handler.maxMessageSize()) : handler.maxMessageSize();
    }

    private void violation(Registration handler, long limit) {
        String option = limit == handler.maxMessageSize()
                ? "maxMessageSize"
                : "max" + (kind == MessageKind.TEXT ? "Text" : "Binary") + "MessageBufferSize";
        owner.violation(
                new CloseReason(CloseCodes.TOO_BIG, kind + " message exceeds " + option + " of " + limit + " bytes"));
    }

    abstract int ownersLimit(MessageDispatcher.Owner of);

    /** Whether this is no longer than the limit, by a bound that costs nothing. */
    abstract boolean surelyWithin(P part, long limit);

    abstract long size(P part);

    /** The message itself, or a copy if the transport may use its memory again. */
    abstract W own(P message);

    abstract void append(P part);

    /** All that was appended; nothing is kept of it. */
    abstract W take();

    abstract void clear();

    abstract void deliver(Registration handler, W message) throws DecodeException;

    abstract void deliverPart(Registration handler, P part, boolean last);
}
