package dev.mooring.chat.client;

import dev.mooring.chat.Line;
import dev.mooring.chat.Reason;
import dev.mooring.websocket.ResilientSession;
import jakarta.websocket.SendResult;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** Says lines, and knows which of them were not said: none is lost without a word. Thread-safe. */
final class Speech {

    private final String name;
    private final ResilientSession session;
    private final PrintStream err;
    private long lines; // these guarded by this
    private long pending;
    private long unsaid;
    private boolean told;

    Speech(String name, ResilientSession session, PrintStream err) {
        this.name = name;
        this.session = session;
        this.err = err;
    }

    /** Says a line; waits while there is no room for it. */
    void say(String text) {
        long number = begun();
        session.getAsyncRemote().sendObject(new Line(name, text), result -> ended(number, result));
    }

    /** Waits until each line was said, or given up, but no longer than this. */
    synchronized void await(long seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (long left = end - System.nanoTime(); pending > 0 && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** How many lines were not said, which it tells once. To be asked when the session has ended. */
    synchronized long unsaid() {
        long all = unsaid + pending;
        if (all > 0 && !told) {
            told = true;
            err.println("mooring-chat: " + all + (all == 1 ? " line was" : " lines were") + " not said");
        }
        return all;
    }

    private synchronized long begun() {
        pending++;
        return ++lines;
    }

    /** Those that the session's own end takes along are counted only: thousands may be on their way. */
    private synchronized void ended(long number, SendResult result) {
        pending--;
        if (!result.isOK()) {
            unsaid++;
            if (!session.state().isFinal()) {
                err.println("- line " + number + " was not said: " + Reason.of(result.getException()));
            }
        }
        notifyAll();
    }
}
