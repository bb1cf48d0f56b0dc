package dev.mooring.testkit;

import java.nio.ByteBuffer;

/**
 * A piece of a stream: bytes, or the way it ended. The end travels like data, so that it arrives behind them, and late
 * when they are late.
 *
 * @param arrived when the proxy read it, in nanoseconds of the loop
 */
record Segment(Kind kind, ByteBuffer bytes, long arrived) {
    enum Kind {
        DATA,
        FIN,
        RESET
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** A copy of what the buffer has been filled with. */
    static Segment data(ByteBuffer filled, long arrived) {
        ByteBuffer copy = ByteBuffer.allocate(filled.position());
        copy.put(filled.flip()).flip();
        return new Segment(Kind.DATA, copy, arrived);
    }

    static Segment end(Kind kind, long arrived) {
        return new Segment(kind, NOTHING, arrived);
    }
}
