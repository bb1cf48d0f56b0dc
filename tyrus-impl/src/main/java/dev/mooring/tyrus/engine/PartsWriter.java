package dev.mooring.tyrus.engine;

import java.io.IOException;
import java.io.Writer;

/** A text message written as a stream: one message from the first character to {@code close()}. */
final class PartsWriter extends Writer {

    private static final int CHUNK = 8192;

    private final Parts parts;
    private final StringBuilder chunk = new StringBuilder();
    private boolean begun;
    private boolean closed;

    PartsWriter(Parts parts) {
        this.parts = parts;
    }

    @Override
    public void write(char[] source, int offset, int length) throws IOException {
        requireOpen();
        chunk.append(source, offset, length);
        if (chunk.length() >= CHUNK) {
            flush();
        }
    }

    @Override
    public void flush() throws IOException {
        requireOpen();
        if (chunk.length() > 0) {
            send(false);
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed && (begun || chunk.length() > 0)) { // else nothing was written, which is no message
            send(true);
        }
        closed = true;
    }

    /** A part that fails ends the message: what is left of it must not go out as a message of its own. */
    private void send(boolean last) throws IOException {
        closed = true;
        parts.send(chunk.toString(), last);
        chunk.setLength(0);
        begun = true;
        closed = last;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the message is closed, or a part of it has failed: begin another one");
        }
    }
}
