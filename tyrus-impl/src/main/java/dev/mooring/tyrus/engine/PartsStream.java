package dev.mooring.tyrus.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A binary message written as a stream: one message from the first byte to {@code close()}. */
final class PartsStream extends OutputStream {

    private static final int CHUNK = 8192;

    private final Parts parts;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    private boolean begun;
    private boolean closed;

    PartsStream(Parts parts) {
        this.parts = parts;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        requireOpen();
        int from = offset;
        int left = length;
        while (left > 0) {
            if (!chunk.hasRemaining()) {
                flush();
            }
            int step = Math.min(left, chunk.remaining());
            chunk.put(source, from, step);
            from += step;
            left -= step;
        }
    }

    @Override
    public void flush() throws IOException {
        requireOpen();
        if (chunk.position() > 0) {
            send(false);
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed && (begun || chunk.position() > 0)) { // else nothing was written, which is no message
            send(true);
        }
        closed = true;
    }

    /** A part that fails ends the message: what is left of it must not go out as a message of its own. */
    private void send(boolean last) throws IOException {
        closed = true;
        parts.send(chunk.flip(), last);
        chunk.clear();
        begun = true;
        closed = last;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the message is closed, or a part of it has failed: begin another one");
        }
    }
}
