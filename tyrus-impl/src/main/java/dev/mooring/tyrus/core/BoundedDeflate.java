package dev.mooring.tyrus.core;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.glassfish.tyrus.core.ProtocolException;
import org.glassfish.tyrus.core.WebSocketException;
import org.glassfish.tyrus.core.frame.Frame;
import org.glassfish.tyrus.ext.extension.deflate.PerMessageDeflateExtension;
import org.jspecify.annotations.Nullable;

/**
 * Tyrus's permessage-deflate (RFC 7692), but for what comes in. There Tyrus takes any fragment for compressed, waits for ever for the
 * rest of a stream that has ended, and unfolds however much there is. For one connection, whose frames come one at a time.
 */
final class BoundedDeflate extends PerMessageDeflateExtension {

    /** What every compressed message ends with, and its sender leaves out. */
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private static final byte[] NONE = {};
    private static final int FIRST_ROOM = 512;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final IntSupplier limit;
    private @Nullable Inflater inflater; // its native memory is taken only if this is agreed on
    private boolean compressed; // the message that is open
    private boolean begun; // something of a stream has been read that has not ended

    // what the present frame unfolds to
    private byte[] room = NONE;
    private int size;

    /** Unfolds no frame to more than this. */
    BoundedDeflate(IntSupplier limit) {
        this.limit = limit;
    }

    private static final class TooBigException extends WebSocketException {
        private static final long serialVersionUID = 1L;

        TooBigException() {
            super("a frame unfolds to more than the limit for messages");
        }

        @Override
        public CloseReason getCloseReason() {
            return new CloseReason(CloseCodes.TOO_BIG, getMessage());
        }
    }

    @Override
    public void onHandshakeResponse(ExtensionContext context, List<Parameter> response) {
        super.onHandshakeResponse(context, response);
        inflater = new Inflater(true);
    }

    @Override
    public Frame processIncoming(ExtensionContext context, Frame frame) {
        if (frame.isControlFrame()) {
            return frame;
        }
        boolean first = frame.getOpcode() != 0;
        if (first) {
            compressed = frame.isRsv1();
        }
        Inflater agreed = inflater;
        if (agreed == null || !compressed || (!first && frame.isRsv1())) {
            return frame; // as Tyrus will find if a later fragment bears the mark of the first
        }
        try {
            byte[] unfolded = unfolded(agreed, frame);
            return Frame.builder(frame).payloadData(unfolded).rsv1(false).build();
        } catch (DataFormatException e) {
            ProtocolException broken = new ProtocolException("a compressed message is broken");
            broken.initCause(e);
            throw broken;
        } finally {
            room = NONE;
            size = 0;
        }
    }

    private byte[] unfolded(Inflater from, Frame frame) throws DataFormatException {
        byte[] folded = frame.getPayloadData();
        unfold(from, folded);
        if (frame.isFin() && begun) { // else there is no stream that could end with it
            unfold(from, TAIL);
            begun = false;
        }
        return size == room.length ? room : Arrays.copyOf(room, size);
    }

    /** All that this input holds; a stream that ends in it (section 7.2.3.4) may have another one behind it. */
    private void unfold(Inflater from, byte[] input) throws DataFormatException {
        begun |= input.length > 0;
        from.setInput(input);
        while (true) {
            int added = size == room.length ? 0 : from.inflate(room, size, room.length - size);
            size += added;
            if (from.finished()) {
                int left = from.getRemaining();
                from.reset();
                begun = left > 0;
                from.setInput(input, input.length - left, left);
            } else if (size == room.length) {
                enlarge();
            } else if (added == 0) {
                return; // it wants more input
            }
        }
    }

    private void enlarge() {
        int most = Math.min(limit.getAsInt(), LARGEST_ARRAY - 1);
        if (size > most) {
            throw new TooBigException();
        }
        room = Arrays.copyOf(room, (int) Math.min(most + 1, Math.max(FIRST_ROOM, 2L * size)));
    }
}
