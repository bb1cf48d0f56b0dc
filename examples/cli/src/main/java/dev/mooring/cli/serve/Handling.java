package dev.mooring.cli.serve;

import java.nio.ByteBuffer;

/**
 * What is done with received messages.
 *
 * @param echo whether they are sent back
 * @param print whether they are written to standard output
 */
record Handling(boolean echo, boolean print) {

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
