package dev.mooring.cli.serve;

import dev.mooring.cli.MessageLine;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What is done with received messages.
 *
 * @param answer who gets them back
 * @param out where they are written, or {@code null} for nowhere
 * @param terminal whether that is a terminal
 */
record Handling(Answer answer, @Nullable PrintStream out, boolean terminal) {

    /** Who gets a message back. */
    enum Answer {
        NOBODY,
        /** Whoever sent it. */
        SENDER,
        /** All sessions of the same path. */
        EVERYONE
    }

    void received(String text) {
        if (out != null) {
            out.println(MessageLine.of(text, terminal));
        }
    }

    void received(ByteBuffer data) {
        if (out != null) {
            out.println("(" + data.remaining() + " bytes)");
        }
    }
}
