package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.core.MaskedHeader;
import dev.mooring.tyrus.core.Pongs;
import dev.mooring.tyrus.core.ServerFrames;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntSupplier;
import org.glassfish.tyrus.spi.ReadHandler;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what is read into frames. Whole text and binary messages go to the listener at once, pings are answered here, and all
 * other frames go to Tyrus, each when it is complete. A frame is judged by its header, before any of it is kept.
 *
 * <p>Tyrus must not notice which frames it did not see. It does not, because a whole message leaves no trace in its state:
 * only while a fragmented message is open, every data frame is Tyrus's, so that it can tell a right one from a wrong one.
 */
final class FrameReader extends ChannelInboundHandlerAdapter {

    /** A frame that claims to be large gets its room as it comes. */
    private static final int LARGEST_GUESS = 64 << 10;

    /** With its header it is an array still. */
    private static final int LARGEST_FRAME = Integer.MAX_VALUE - 64;

    private static final Deque<ByteBuf> NONE = new ArrayDeque<>(0); // stays empty

    private final UpperLayer upper;
    private final Delivery delivery;
    private final ReadHandler tyrus;
    private final Outbound outbound;
    private final Pongs pongs;
    private final boolean shortWay;
    private final IntSupplier limit;
    private int maxFrameSize; // what the limit was when it was last asked for
    private @Nullable ByteBuf rest; // the begin of one frame, and no more
    private int needed; // so many bytes of the frame must be there before it is worth another look
    private boolean fragmented;
    private boolean deaf; // nothing that still arrives matters
    private boolean heldUp; // as too much waits for its listener: what was read already waits in held
    private Deque<ByteBuf> held = NONE;

    /** Reads what is larger than messages may be never, and whole messages the short way if the upper layer lets it. */
    FrameReader(UpperLayer upper, Delivery delivery, ReadHandler tyrus, Outbound outbound, IntSupplier limit) {
        this.upper = upper;
        this.delivery = delivery;
        this.tyrus = tyrus;
        this.outbound = outbound;
        this.pongs = new Pongs((data, done) -> outbound.offer(Outgoing.frame(MaskedHeader.PONG, data, done)));
        this.shortWay = upper.shortWay();
        this.limit = upper.longestFrame(limit);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf read = (ByteBuf) message;
        if (deaf) {
            read.release();
        } else if (heldUp) {
            held.add(read);
        } else {
            cut(read);
        }
    }

    private void cut(ByteBuf read) {
        delivery.batch();
        outbound.cork();
        try {
            complete(read);
            while (!deaf && !heldUp && rest == null && frame(read)) {
                // the next one
            }
            if (!deaf && read.isReadable()) {
                keep(read);
            }
        } finally {
            read.release();
        }
        if (deaf) {
            release();
        }
    }

    private void keep(ByteBuf read) {
        if (heldUp) {
            held.addFirst(read.retain());
        } else {
            rest = read.alloc().buffer(Math.min(needed, LARGEST_GUESS)).writeBytes(read);
        }
    }

    /** Less waits than did: takes what was held back, and reads on. */
    void goOn(ChannelHandlerContext ctx) {
        try {
            takeHeld();
        } catch (Throwable e) { // no frame may go on without a piece of it
            exceptionCaught(ctx, e);
        }
    }

    /** Takes what was held back when too much waited, unless that is so still, or again. */
    private void takeHeld() {
        while (!delivery.pressure().check() && heldUp) {
            heldUp = false;
            for (ByteBuf next = held.poll(); next != null; next = heldUp ? null : held.poll()) {
                cut(next);
            }
            delivery.publish();
        }
        outbound.uncork();
    }

    /** Takes what the frame lacks whose begin was read before; all others are taken from where they were read. */
    private void complete(ByteBuf read) {
        ByteBuf begun = rest;
        while (begun != null && read.isReadable()) {
            begun.writeBytes(read, Math.min(needed - begun.readableBytes(), read.readableBytes()));
            if (frame(begun)) {
                releaseRest();
                return;
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        LoopTools.current().read();
        delivery.publish();
        takeHeld();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        outbound.pump();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        deaf = true;
        release();
        outbound.dead();
        upper.socketClosed();
        delivery.publish();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
        System.getLogger(FrameReader.class.getName()).log(System.Logger.Level.DEBUG, "the connection broke", failure);
        ctx.close();
    }

    /** Takes one frame; {@code false} when it is not all there, and then {@link #needed} says how much must be. */
    private boolean frame(ByteBuf in) {
        int available = in.readableBytes();
        if (available < 2) {
            needed = 2;
            return false;
        }
        int start = in.readerIndex();
        int first = in.getUnsignedByte(start);
        int second = in.getUnsignedByte(start + 1);
        String objection = ServerFrames.objection(first, second);
        if (objection != null) {
            violated(CloseCodes.PROTOCOL_ERROR, objection);
            return true;
        }
        int size = second & 0x7F;
        int header = 2 + (size < 126 ? 0 : size == 126 ? 2 : 8);
        if (available < header) {
            needed = header;
            return false;
        }
        long length = size < 126 ? size : size == 126 ? in.getUnsignedShort(start + 2) : in.getLong(start + 2);
        if (length < 0) {
            violated(CloseCodes.PROTOCOL_ERROR, "a frame of negative length");
            return true;
        } else if (length > maxFrameSize && isTooLarge(length)) {
            violated(CloseCodes.TOO_BIG, "a frame is larger than the limit for messages");
            return true;
        }
        if (available - header < length) {
            needed = (int) Math.min(Integer.MAX_VALUE, header + length);
            return false;
        }
        take(in, first, header, (int) length);
        return true;
    }

    /** Asks for the limit, which may have been raised; a frame within what it was last need not. */
    private boolean isTooLarge(long length) {
        maxFrameSize = Math.min(limit.getAsInt(), LARGEST_FRAME);
        return length > maxFrameSize;
    }

    private void take(ByteBuf in, int first, int header, int length) {
        if ((first & 0x08) == 0) {
            delivery.count(length);
        } else if ((first & 0x0F) == 0x09) {
            delivery.countPing();
        }
        if (upper.isEnding()) {
            in.skipBytes(header + length);
            if ((first & 0x0F) == 0x08) {
                closedByPeer();
            }
        } else if (shortWay && !fragmented && first == 0x81) {
            in.skipBytes(header);
            text(in, length);
        } else if (shortWay && !fragmented && first == 0x82) {
            in.skipBytes(header);
            byte[] data = new byte[length];
            in.readBytes(data);
            delivery.binary(ByteBuffer.wrap(data), true);
        } else if (first == 0x89) { // which no extension changes
            in.skipBytes(header);
            byte[] data = new byte[length];
            in.readBytes(data);
            pongs.accept(data);
        } else {
            follow(first);
            toTyrus(in, header + length);
            if ((first & 0x0F) == 0x08) {
                closedByPeer();
            }
        }
    }

    private void text(ByteBuf in, int length) {
        String text = Texts.read(in, length);
        if (text == null) {
            violated(CloseCodes.NOT_CONSISTENT, "a text message is not valid UTF-8");
        } else {
            delivery.text(text, true);
        }
    }

    /** Whether a fragmented message is open after this frame. */
    private void follow(int first) {
        boolean last = (first & 0x80) != 0;
        int opcode = first & 0x0F;
        if (opcode == 0 && last) {
            fragmented = false;
        } else if ((opcode == 1 || opcode == 2) && !last) {
            fragmented = true;
        }
    }

    private void toTyrus(ByteBuf in, int length) {
        byte[] frame = new byte[length];
        in.readBytes(frame);
        tyrus.handle(ByteBuffer.wrap(frame));
        if (upper.isEnding()) {
            deaf = true; // by the peer's close frame or an error that Tyrus found; either way it has answered
        } else if (delivery.isFull()) {
            publishAmid();
        }
    }

    /** A little that was read may have been unfolded to very much: what is behind it waits where it is, unless this is taken at once. */
    private void publishAmid() {
        delivery.publish();
        if (delivery.pressure().check()) {
            heldUp = true;
            held = held == NONE ? new ArrayDeque<>(1) : held;
        } else {
            delivery.batch();
        }
    }

    private void violated(CloseReason.CloseCode code, String reason) {
        deaf = true;
        upper.breakOff(new CloseReason(code, reason));
    }

    private void closedByPeer() {
        deaf = true;
        outbound.peerClosed();
    }

    private void releaseRest() {
        ByteBuf kept = rest;
        rest = null;
        if (kept != null) {
            kept.release();
        }
    }

    private void release() {
        releaseRest();
        held.forEach(ByteBuf::release);
        held.clear();
        heldUp = false;
    }
}
