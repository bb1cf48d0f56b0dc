package dev.mooring.interop;

import dev.mooring.testkit.Direction;
import dev.mooring.testkit.Tap;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The frames of one connection, read from a capture of its bytes, both ways, by RFC 6455 alone. */
final class Frames implements Tap {

    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

    private final ByteArrayOutputStream toServer = new ByteArrayOutputStream();
    private final ByteArrayOutputStream toClient = new ByteArrayOutputStream();

    /**
     * One frame.
     *
     * @param first its first byte: FIN, RSV and opcode
     * @param bytes how many it took on the wire, header and mask included
     * @param payload unmasked, in hexadecimal digits
     */
    record Frame(int first, int bytes, String payload) {

        boolean isData() {
            return (first & 0x0f) < 8;
        }

        boolean isPong() {
            return (first & 0x0f) == 10;
        }

        boolean isClose() {
            return (first & 0x0f) == 8;
        }

        int payloadBytes() {
            return payload.length() / 2;
        }
    }

    @Override
    public void delivered(int connection, Direction direction, ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        ByteArrayOutputStream stream = direction == Direction.TO_SERVER ? toServer : toClient; // both are thread-safe
        stream.writeBytes(copy);
    }

    /** The frames that went this way; the last one is to be whole. */
    List<Frame> of(Direction direction) {
        byte[] all = (direction == Direction.TO_SERVER ? toServer : toClient).toByteArray();
        ByteBuffer in = ByteBuffer.wrap(all).position(headLength(all));
        List<Frame> frames = new ArrayList<>();
        while (in.remaining() >= 2) {
            int start = in.position();
            int first = in.get() & 0xff;
            int second = in.get() & 0xff;
            int extended = second & 0x7f;
            int length = extended == 126 ? in.getShort() & 0xffff : extended == 127 ? (int) in.getLong() : extended;
            byte[] mask = new byte[4];
            if ((second & 0x80) != 0) {
                in.get(mask);
            }
            byte[] payload = new byte[length];
            in.get(payload);
            for (int i = 0; i < length; i++) {
                payload[i] ^= mask[i & 3];
            }
            frames.add(new Frame(first, in.position() - start, HexFormat.of().formatHex(payload)));
        }
        return frames;
    }

    private static int headLength(byte[] all) {
        for (int i = 0; i + 4 <= all.length; i++) {
            if (Arrays.equals(all, i, i + 4, END_OF_HEAD, 0, 4)) {
                return i + 4;
            }
        }
        throw new IllegalStateException("the capture has no HTTP head");
    }
}
