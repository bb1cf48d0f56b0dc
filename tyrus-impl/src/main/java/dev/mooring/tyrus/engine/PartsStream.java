package dev.mooring.tyrus.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A binary message written as a stream: one message from the first byte to {@code close()}. */
final class PartsStream extends OutputStream {

    private static final int CHUNK = 8192;

    private final WrittenMessage message;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);

    PartsStream(Parts parts) {
        this.message = new WrittenMessage(parts);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        message.requireOpen();
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
        message.requireOpen();
        if (chunk.position() > 0) {
            message.send(chunk.flip());
            chunk.clear();
        }
    }

    @Override
    public void close() throws IOException {
        chunk.flip();
        message.end(chunk, !chunk.hasRemaining());
    }
}
