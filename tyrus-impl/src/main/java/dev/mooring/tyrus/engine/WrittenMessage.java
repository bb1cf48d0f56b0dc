package dev.mooring.tyrus.engine;

import java.io.IOException;

/** A message of which the application writes one piece after the other. Used by one thread at a time. */
final class WrittenMessage {

    private final Parts parts;
    private boolean begun;
    private boolean over;

    WrittenMessage(Parts parts) {
        this.parts = parts;
    }

    void requireOpen() throws IOException {
        if (over) {
            throw new IOException("the message is closed, or a part of it has failed: begin another one");
        }
    }

    /** Sends a part that is not the last. One that fails ends the message: the rest must not go out as a message of its own. */
    void send(Object part) throws IOException {
        over = true;
        parts.send(part, false);
        begun = true;
        over = false;
    }

    /** Ends it with what is left. A message to which nothing was written is none. */
    void end(Object rest, boolean empty) throws IOException {
        if (!over) {
            over = true;
            if (begun || !empty) {
                parts.send(rest, true);
            }
        }
    }
}
