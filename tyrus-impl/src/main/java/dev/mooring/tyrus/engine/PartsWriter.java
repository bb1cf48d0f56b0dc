package dev.mooring.tyrus.engine;

import java.io.IOException;
import java.io.Writer;

/** A text message written as a stream: one message from the first character to {@code close()}. */
final class PartsWriter extends Writer {

    private static final int CHUNK = 8192;

    private final WrittenMessage message;
    private final StringBuilder chunk = new StringBuilder();

    PartsWriter(Parts parts) {
        this.message = new WrittenMessage(parts);
    }

    @Override
    public void write(char[] source, int offset, int length) throws IOException {
        message.requireOpen();
        chunk.append(source, offset, length);
        if (chunk.length() >= CHUNK) {
            flush();
        }
    }

    @Override
    public void flush() throws IOException {
        message.requireOpen();
        if (chunk.length() > 0) {
            message.send(chunk.toString());
            chunk.setLength(0);
        }
    }

    @Override
    public void close() throws IOException {
        message.end(chunk.toString(), chunk.length() == 0);
    }
}
