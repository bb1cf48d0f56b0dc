package dev.mooring.chat;

/** What is said in a room, as JSON on the wire: {@code {"from":"ann","text":"hello"}}. */
public final class Line {

    /** Who says it. The server sets it, whatever a client claims; empty when the room itself speaks. */
    public String from = "";

    /** What is said. */
    public String text = "";

    /** An empty line, for JSON-B. */
    public Line() {}

    /** A line. */
    public Line(String from, String text) {
        this.from = from;
        this.text = text;
    }

    @Override
    public String toString() {
        return from.isEmpty() ? "* " + text : from + ": " + text;
    }
}
