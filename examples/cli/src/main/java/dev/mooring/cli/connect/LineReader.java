package dev.mooring.cli.connect;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads UTF-8 lines in bounded memory, which {@code BufferedReader} does not: input without line breaks would be collected
 * until memory is full. Lines end with LF or CR LF; the last one needs no end. Not thread-safe.
 */
final class LineReader {

    private final InputStream in;
    private final int maxBytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);

    LineReader(InputStream in, int maxBytes) {
        this.in = new BufferedInputStream(in, 64 * 1024);
        this.maxBytes = maxBytes;
    }

    /**
     * The next line without its end, or {@code null} when there are no more.
     *
     * @throws TooLong if the line has more than the allowed bytes; it has been skipped and reading can go on
     */
    @Nullable String next() throws IOException {
        line.reset();
        long length = 0;
        int b;
        while ((b = in.read()) != -1 && b != '\n') {
            if (length++ < maxBytes) {
                line.write(b);
            }
        }
        if (length > maxBytes) {
            throw new TooLong(length, maxBytes);
        }
        if (b == -1 && length == 0) {
            return null;
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** A line that is longer than any message may be. */
    static final class TooLong extends IOException {

        private static final long serialVersionUID = 1L;

        TooLong(long length, int maxBytes) {
            super("a line of " + length + " bytes is longer than the outbox, which holds " + maxBytes);
        }
    }
}
