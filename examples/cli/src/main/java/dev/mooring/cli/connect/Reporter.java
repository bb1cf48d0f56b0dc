package dev.mooring.cli.connect;

import dev.mooring.websocket.SessionListener;
import java.util.Map;

/** Writes to standard error what happens: the events of the session, and the few things that are ours to tell. */
interface Reporter extends SessionListener {

    /**
     * Something of our own that is no event of the session.
     *
     * @param kind its name, in the form of the names of events
     * @param text the same for people
     */
    void note(String kind, String text, Map<String, ?> fields);

    /** The command failed: tells why in one line, unless an event has told it already. */
    void failed(Throwable cause);
}
