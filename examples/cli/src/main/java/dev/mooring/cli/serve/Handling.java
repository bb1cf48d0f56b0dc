package dev.mooring.cli.serve;

import java.nio.ByteBuffer;

/**
 * What is done with received messages.
 *
 * @param answer who gets them back
 * @param print whether they are written to standard output
 */
record Handling(Answer answer, boolean print) {

    /** Who gets a message back. */
    enum Answer {
        NOBODY,
        /** Whoever sent it. */
        SENDER,
        /** All sessions of the same path. */
        EVERYONE
    }

    void received(String text) {
        if (print) {
            System.out.println(text.replace("\r", "\\r").replace("\n", "\\n"));
        }
    }

    void received(ByteBuffer data) {
        if (print) {
            System.out.println("(" + data.remaining() + " bytes)");
        }
    }
}
