package dev.mooring.benchmarks.server;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads one client's frames: answers pings and closes, echoes or swallows the rest. */
final class FrameReader {

    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;

    private final boolean echoes;
    private long toSkip; // what is left of a message that is swallowed

    FrameReader(boolean echoes) {
        this.echoes = echoes;
    }

    /**
     * Takes what is whole from the input and leaves the rest.
     *
     * @return whether the connection goes on; not after a close frame
     */
    boolean read(ByteBuffer in, ByteBuffer out) throws IOException {
        while (in.hasRemaining()) {
            if (toSkip > 0) {
                skip(in);
                continue;
            }
            int start = in.position();
            if (!hasHeader(in)) {
                return true;
            }
            int opcode = in.get() & 0x0f;
            long length = length(in, in.get() & 0x7f);
            int mask = in.getInt();
            boolean control = opcode >= CLOSE;
            if (!echoes && !control) {
                toSkip = length;
                continue;
            }
            if (in.remaining() < length) {
                if (length > NeutralServer.BUFFER / 2) {
                    throw new IOException("a message too large to be echoed: " + length);
                }
                in.position(start);
                return true;
            }
            if (!control || opcode == CLOSE || opcode == PING) {
                answer(in, out, opcode == PING ? 0xA : opcode, (int) length, mask);
            } else {
                in.position(in.position() + (int) length);
            }
            if (opcode == CLOSE) {
                return false;
            }
        }
        return true;
    }

    private void skip(ByteBuffer in) {
        int skipped = (int) Math.min(toSkip, in.remaining());
        in.position(in.position() + skipped);
        toSkip -= skipped;
    }

    private static boolean hasHeader(ByteBuffer in) {
        if (in.remaining() < 2) {
            return false;
        }
        int code = in.get(in.position() + 1) & 0x7f;
        int extra = code < 126 ? 0 : code == 126 ? 2 : 8;
        return in.remaining() >= 2 + extra + Integer.BYTES;
    }

    private static long length(ByteBuffer in, int code) {
        return code < 126 ? code : code == 126 ? in.getShort() & 0xffff : in.getLong();
    }

    private static void answer(ByteBuffer in, ByteBuffer out, int opcode, int length, int mask) {
        Frames.header(out, opcode, length);
        int end = in.position() + length;
        long wide = ((long) mask << 32) | (mask & 0xffffffffL);
        while (end - in.position() >= Long.BYTES) {
            out.putLong(in.getLong() ^ wide);
        }
        for (int i = 0; in.position() < end; i++) {
            out.put((byte) (in.get() ^ (mask >> (24 - 8 * (i & 3)))));
        }
    }
}
