package dev.mooring.tyrus.engine;

import java.io.IOException;
import java.io.Writer;

/** A text message written as a stream: one message from the first character to {@code close()}. */
final class PartsWriter extends Writer {

    private static final int CHUNK = 8192;

    private final Parts parts;
    private final StringBuilder chunk = new StringBuilder();
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
        // half a surrogate pair is no text yet: it waits for its other half
        int whole = chunk.length();
        if (whole > 0 && Character.isHighSurrogate(chunk.charAt(whole - 1))) {
            whole--;
        }
        if (whole > 0) {
            send(chunk.substring(0, whole), false);
            chunk.delete(0, whole);
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            send(chunk.toString(), true);
        }
    }

    /** A part that fails ends the message: what is left of it must not go out as a message of its own. */
    private void send(String part, boolean last) throws IOException {
        closed = true;
        parts.send(part, last);
        closed = last;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the message is closed, or a part of it has failed: begin another one");
        }
    }
}
