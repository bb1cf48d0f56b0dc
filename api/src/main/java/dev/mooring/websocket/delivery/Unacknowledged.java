package dev.mooring.websocket.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The messages that were handed to a connection and are not acknowledged, numbered from 1 by their place. Not thread-safe.
 *
 * @param <M> a message
 */
public final class Unacknowledged<M> {

    private final Deque<M> messages = new ArrayDeque<>(0);
    private long acknowledged;

    /** Adds the message that is handed over now, and has the next number. */
    public void add(M message) {
        messages.add(message);
    }

    /** The number of the message that was handed over last. */
    public long handed() {
        return acknowledged + messages.size();
    }

    /** The number up to which all is acknowledged. */
    public long acknowledged() {
        return acknowledged;
    }

    /**
     * The peer has processed the messages up to this number. An older number than before says nothing new.
     *
     * @return the messages acknowledged by this, in order
     * @throws ProtocolException if no such message was ever handed over
     */
    public List<M> acknowledge(long number) throws ProtocolException {
        if (number > handed()) {
            throw new ProtocolException("acknowledgement of messages that were never sent");
        }
        if (number <= acknowledged) {
            return List.of();
        }
        List<M> done = new ArrayList<>((int) (number - acknowledged));
        for (; acknowledged < number; acknowledged++) {
            done.add(messages.remove());
        }
        return done;
    }

    /** The messages in order: a snapshot. */
    public List<M> all() {
        return List.copyOf(messages);
    }

    /** The messages after the one with this number, in order: a snapshot. */
    public List<M> after(long number) {
        return messages.stream().skip(Math.max(0, number - acknowledged)).toList();
    }

    /** Takes the messages after the one with this number out, in order; the numbers they had are free again. */
    public List<M> takeBackAfter(long number) {
        List<M> taken = after(number);
        for (int i = taken.size(); i > 0; i--) {
            messages.removeLast();
        }
        return taken;
    }

    /** Takes all messages out; the numbers they had are free again. */
    public List<M> takeBack() {
        return takeBackAfter(acknowledged);
    }

    /** Takes all messages out and counts from 1 again: the session is a new one. */
    public List<M> restart() {
        acknowledged = 0;
        return takeBack();
    }

    /** How many there are. */
    public int size() {
        return messages.size();
    }
}
