package dev.mooring.cli.demo;

import dev.mooring.cli.Ansi;
import java.io.PrintStream;
import java.util.Locale;

/** Tells what happens in short lines: when, who, what. Thread-safe. */
final class Narrator {

    private final PrintStream out;
    private final boolean colour;
    private final long start = System.nanoTime();

    Narrator(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /** What we do to the server. */
    void fault(String text) {
        tell(Ansi.CYAN, "fault", text);
    }

    /** What the server does by itself, or what we mend. */
    void server(String text) {
        tell(Ansi.CYAN, "server", text);
    }

    /** What the session does about it. */
    void session(Ansi mood, String text) {
        tell(mood, "session", text);
    }

    /** A line of its own. */
    void heading(String text) {
        out.println(paint(Ansi.BOLD, text));
    }

    void line(String text) {
        out.println(text);
    }

    String paint(Ansi with, String text) {
        return with.paint(colour, text);
    }

    private void tell(Ansi mood, String who, String text) {
        double seconds = (System.nanoTime() - start) / 1e9;
        String time = String.format(Locale.ROOT, "%6.2f s", seconds);
        // one call, for the session speaks on a thread of its own
        out.println(paint(Ansi.DIM, time) + "  " + paint(mood, String.format("%-8s", who)) + text);
    }
}
