package dev.mooring.benchmarks.server;

import java.nio.ByteBuffer;

/** Writes frames as a server does, without masks. */
final class Frames {

    private static final int TEXT = 0x1;
    private static final int FLOOD_BUFFER = 128 << 10;

    private Frames() {}

    static void header(ByteBuffer out, int opcode, int length) {
        out.put((byte) (0x80 | opcode));
        if (length < 126) {
            out.put((byte) length);
        } else if (length < 1 << 16) {
            out.put((byte) 126).putShort((short) length);
        } else {
            out.put((byte) 127).putLong(length);
        }
    }

    /** As many whole text messages of this size as fit, to be written again and again. */
    static ByteBuffer flood(int size) {
        ByteBuffer one = ByteBuffer.allocate(size + 10);
        header(one, TEXT, size);
        for (int i = 0; i < size; i++) {
            one.put((byte) ('a' + i % 26));
        }
        one.flip();
        ByteBuffer flood = ByteBuffer.allocateDirect(Math.max(FLOOD_BUFFER, one.remaining()));
        while (flood.remaining() >= one.limit()) {
            flood.put(one.rewind());
        }
        return flood.flip();
    }
}
