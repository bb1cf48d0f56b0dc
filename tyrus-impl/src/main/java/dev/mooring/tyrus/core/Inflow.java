package dev.mooring.tyrus.core;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.nio.ByteBuffer;
import java.util.function.IntSupplier;
import org.glassfish.tyrus.core.ProtocolException;
import org.glassfish.tyrus.core.ProtocolHandler;
import org.glassfish.tyrus.core.WebSocketException;
import org.glassfish.tyrus.core.frame.CloseFrame;
import org.glassfish.tyrus.core.frame.Frame;
import org.glassfish.tyrus.spi.ReadHandler;
import org.jspecify.annotations.Nullable;

/** Hands what is read, cut anywhere, to Tyrus frame by frame. In order, one thread at a time. */
final class Inflow implements ReadHandler {

    private static final System.Logger LOG = System.getLogger(Inflow.class.getName());
    private static final int LARGEST_STEP = 64 << 20; // a buffer of more than that grows by as much
    private static final int LARGEST_SPARE = 128 << 10; // larger than that, a buffer is not kept for a little
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
    private static final long BESIDE = 14 + TyrusLink.MAX_CHUNK; // a header, and what comes with the last byte

    private final ProtocolHandler protocol;
    private final TyrusSocket socket;
    private final TyrusLink link;
    private final Extensions extensions;
    private final IntSupplier limit;
    private long most; // bytes that may be held, as the limit was when it was last asked for
    private @Nullable ByteBuffer rest; // the begin of a frame, to be read, with room behind it
    private boolean begun; // Tyrus has the first two bytes of a frame, and waits for more

    /** Keeps nothing of a frame that is larger than the limit. */
    Inflow(ProtocolHandler protocol, TyrusSocket socket, TyrusLink link, Extensions extensions, IntSupplier limit) {
        this.protocol = protocol;
        this.socket = socket;
        this.link = link;
        this.extensions = extensions;
        this.limit = limit;
    }

    @Override
    public void handle(ByteBuffer data) {
        ByteBuffer before = rest;
        long held = data.remaining() + (before == null ? 0L : before.remaining());
        if (held > most && isTooMuch(held)) {
            link.breakOff(new CloseReason(CloseCodes.TOO_BIG, "a frame is larger than the limit for messages"));
            return;
        }
        ByteBuffer in = data;
        try {
            in = before == null ? data : joined(before, data);
            for (Frame frame = next(in); frame != null; frame = next(in)) {
                in = fitted(in); // before Tyrus begins another one, for it would hold on to the room
                protocol.process(extensions.incoming(frame), socket);
            }
        } catch (WebSocketException e) {
            LOG.log(System.Logger.Level.DEBUG, "the peer broke a rule", e);
            if (e.getCloseReason().getCloseCode() == CloseCodes.TOO_BIG) {
                link.breakOff(e.getCloseReason());
            } else {
                socket.onClose(new CloseFrame(e.getCloseReason()));
            }
        } catch (RuntimeException | OutOfMemoryError e) { // no frame may go on without a piece of it
            LOG.log(System.Logger.Level.DEBUG, "a frame could not be handled", e);
            socket.onClose(new CloseFrame(new CloseReason(CloseCodes.UNEXPECTED_CONDITION, "")));
        } finally {
            rest = in.hasRemaining() ? in : null;
        }
    }

    /** How much room the begin of a frame takes, with what is behind it. */
    int room() {
        ByteBuffer kept = rest;
        return kept == null ? 0 : kept.capacity();
    }

    private boolean isTooMuch(long held) {
        most = Math.min(LARGEST_ARRAY, limit.getAsInt() + BESIDE);
        return held > most;
    }

    private @Nullable Frame next(ByteBuffer in) {
        int start = in.position();
        if (!begun && in.remaining() >= 2) {
            String objection = ServerFrames.objection(in.get(start), in.get(start + 1));
            if (objection != null) {
                throw new ProtocolException(objection);
            }
            begun = true;
        }
        Frame frame = protocol.unframe(in);
        begun &= frame == null;
        return frame;
    }

    /**
     * What was left over and what has come. There is room for as much again as is left over, so that a long frame in short pieces is
     * not copied each time; room that frames before have taken is used again, and counts for nothing.
     */
    private static ByteBuffer joined(ByteBuffer begun, ByteBuffer data) {
        int end = begun.limit();
        int left = begun.remaining();
        int more = data.remaining();
        if (more <= begun.capacity() - end) {
            return begun.limit(end + more).put(end, data, data.position(), more);
        } else if (left + more <= begun.capacity()) {
            return begun.compact().put(data).flip();
        }
        long wanted = left + Math.max((long) more, Math.min(LARGEST_STEP, left));
        return ByteBuffer.allocate((int) Math.min(LARGEST_ARRAY, wanted))
                .put(begun)
                .put(data)
                .flip();
    }

    /** What is left over, not in the room of a long frame if it is little: the rest may be long in coming. */
    private static ByteBuffer fitted(ByteBuffer begun) {
        int left = begun.remaining();
        return begun.capacity() <= LARGEST_SPARE || left >= begun.capacity() / 4 || left == 0
                ? begun
                : ByteBuffer.allocate(left).put(begun).flip();
    }
}
