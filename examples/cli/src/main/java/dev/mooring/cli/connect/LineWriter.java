package dev.mooring.cli.connect;

import dev.mooring.cli.MessageLine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes each message as one line; binary messages are {@code base64:} and their content. Thread-safe. */
final class LineWriter {

    private final OutputStream out;
    private final boolean terminal;

    LineWriter(OutputStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void text(String message) {
        write(MessageLine.of(message, terminal));
    }

    void binary(ByteBuffer message) {
        byte[] content = new byte[message.remaining()];
        message.get(content);
        write("base64:" + Base64.getEncoder().encodeToString(content));
    }

    private void write(String line) {
        byte[] bytes = (line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
        try {
            synchronized (this) {
                out.write(bytes);
                out.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("standard output cannot be written", e);
        }
    }
}
