package dev.mooring.server.resume;

import dev.mooring.websocket.Ticker;
import dev.mooring.websocket.delivery.ProtocolException;
import dev.mooring.websocket.delivery.Unacknowledged;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one session has for its client: messages that wait for their turn, then those that were handed to a connection and are
 * not acknowledged. A message gets its number when it is handed over; before that it may still expire or be replaced. Not
 * thread-safe.
 */
final class Backlog {

    private final Deque<Retained> waiting = new ArrayDeque<>(0);
    private final Unacknowledged<Retained> handed = new Unacknowledged<>();
    private List<Retained> expired = List.of();
    private int again; // how many of those waiting have been handed over before: they keep their places and numbers

    /** Adds a message; returns the one that it replaces, or {@code null}. */
    @Nullable Retained add(Retained message) {
        Retained replaced = message.key() == null ? null : takeSame(message);
        waiting.addLast(message);
        return replaced;
    }

    private @Nullable Retained takeSame(Retained message) {
        int place = 0;
        for (Retained each : waiting) {
            if (place++ >= again && String.valueOf(message.key()).equals(each.key())) {
                waiting.remove(each);
                return each;
            }
        }
        return null;
    }

    /** Adds a message whose turn it is now, as none waits. */
    void addHanded(Retained message) {
        handed.add(message);
    }

    /** Whether a message waits for its turn. */
    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** The next message to hand over, now numbered; those that have expired by now are left to {@link #takeExpired()}. */
    @Nullable Retained next(Ticker clock) {
        while (true) {
            Retained first = waiting.poll();
            if (first == null) {
                return null;
            }
            if (again > 0) {
                again--;
            } else if (first.isExpired(clock)) {
                expired = expired.isEmpty() ? new ArrayList<>() : expired;
                expired.add(first);
                continue;
            }
            handed.add(first);
            return first;
        }
    }

    /** Takes out what has expired. */
    List<Retained> takeExpired() {
        List<Retained> taken = expired;
        if (!taken.isEmpty()) {
            expired = List.of();
        }
        return taken;
    }

    /** What was handed over after the message with this number waits again, ahead of all else. */
    void rewind(long after) {
        List<Retained> back = handed.takeBackAfter(after);
        for (int i = back.size() - 1; i >= 0; i--) {
            waiting.addFirst(back.get(i));
        }
        again += back.size();
    }

    List<Retained> acknowledge(long number) throws ProtocolException {
        return handed.acknowledge(number);
    }

    long acknowledged() {
        return handed.acknowledged();
    }

    /** The number of the last message that was ever handed over. */
    long handed() {
        return handed.handed() + again;
    }

    /** The number that the last message will have, if none that waits expires. */
    long last() {
        return handed.handed() + waiting.size();
    }

    /** All messages in order. */
    List<Retained> all() {
        List<Retained> all = new ArrayList<>(handed.all());
        all.addAll(waiting);
        return all;
    }

    /** Takes everything out. */
    List<Retained> clear() {
        List<Retained> all = new ArrayList<>(handed.takeBack());
        all.addAll(waiting);
        waiting.clear();
        again = 0;
        return all;
    }
}
