package dev.mooring.cli.connect;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Writes each message as one line. Line breaks inside a text become {@code \n} and {@code \r}, two characters each;
 * nothing else is changed (a backslash stays one), except on a terminal, where control characters, which could drive it,
 * become {@code �}. Binary messages are {@code base64:} and their content. Thread-safe.
 */
final class LineWriter {

    private final OutputStream out;
    private final boolean terminal;

    LineWriter(OutputStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void text(String message) {
        String line = message.indexOf('\n') < 0 && message.indexOf('\r') < 0
                ? message
                : message.replace("\r", "\\r").replace("\n", "\\n");
        write(terminal ? harmless(line) : line);
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
        } catch (IOException gone) {
            throw new UncheckedIOException("standard output is closed", gone);
        }
    }

    private static String harmless(String line) {
        return line.codePoints()
                .map(c -> Character.isISOControl(c) && c != '\t' ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
