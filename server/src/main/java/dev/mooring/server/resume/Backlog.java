package dev.mooring.server.resume;

import dev.mooring.server.topic.KeyedQueue;
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
 * not acknowledged. A message gets its number when it is handed over; before that it may still expire, be replaced or given up. It has
 * its room from the session's holdings. Not thread-safe.
 */
final class Backlog {

    private final Deque<Retained> again =
            new ArrayDeque<>(0); // handed over before: they go first, and keep their numbers
    private final KeyedQueue<Retained> waiting = new KeyedQueue<>();
    private final Unacknowledged<Retained> handed = new Unacknowledged<>();
    private final Holdings holdings;
    private long payload; // of those that wait, for the first time or again
    private List<Retained> expired = List.of();
    private boolean mayExpire; // something that waits

    Backlog(Holdings holdings) {
        this.holdings = holdings;
    }

    /** Takes the room for a message, which is to be added then; or says why not. What has expired goes, if there is none. */
    @Nullable Refusal takeRoom(Retained message, boolean detached, Ticker clock) {
        if (message.cost > holdings.maxBytes() && !message.isPublished()) {
            return Refusal.tooLarge(message.bytes(), holdings.maxBytes());
        }
        if (detached && message.isVolatile()) {
            return Refusal.NOT_PARKED;
        }
        boolean taken = holdings.take(cost(message)) || (purge(clock) && holdings.take(cost(message)));
        return taken ? null : Refusal.FULL;
    }

    /** What it takes more to keep it, less the one that it replaces. */
    private long cost(Retained message) {
        Retained replaced = waiting.find(message.key());
        return message.cost - (replaced == null ? 0 : replaced.cost);
    }

    /** Adds a message, in the place of the one that it replaces, which is returned. */
    @Nullable Retained add(Retained message) {
        mayExpire |= message.expires;
        Retained replaced = waiting.add(message, message.key());
        payload += message.bytes() - (replaced == null ? 0 : replaced.bytes());
        return replaced;
    }

    /** Adds a message whose turn it is now, as none waits. */
    void addHanded(Retained message) {
        handed.add(message);
    }

    /** Whether a message waits for its turn. */
    boolean isWaiting() {
        return !again.isEmpty() || waiting.size() > 0;
    }

    /** Bytes of payload that wait for their turn. */
    long payload() {
        return payload;
    }

    /** The next message to hand over, now numbered; those that have expired by now are left to {@link #takeExpired()}. */
    @Nullable Retained next(Ticker clock) {
        Retained next = again.isEmpty() ? waiting.poll() : null;
        while (next != null && next.isExpired(clock)) {
            expire(List.of(next));
            next = waiting.poll();
        }
        next = next == null ? again.poll() : next;
        if (next != null) {
            payload -= next.bytes();
            handed.add(next);
        }
        return next;
    }

    /** Leaves what has expired, though its turn has not come, to {@link #takeExpired()}; returns whether there was any. */
    private boolean purge(Ticker clock) {
        if (!mayExpire) {
            return false;
        }
        List<Retained> gone = waiting.takeOut(each -> each.isExpired(clock));
        mayExpire = waiting.all().stream().anyMatch(each -> each.expires);
        expire(gone);
        return !gone.isEmpty();
    }

    private void expire(List<Retained> gone) {
        expired = expired.isEmpty() ? new ArrayList<>() : expired;
        expired.addAll(gone);
        release(gone);
    }

    /** Takes out what was found to have expired. */
    List<Retained> takeExpired() {
        List<Retained> taken = expired;
        if (!taken.isEmpty()) {
            expired = List.of();
        }
        return taken;
    }

    /** The same with what expires just now. */
    List<Retained> takeExpired(Ticker clock) {
        purge(clock);
        return takeExpired();
    }

    /** Takes out what is not to wait for another connection. */
    List<Retained> takeVolatile() {
        List<Retained> taken = waiting.takeOut(Retained::isVolatile);
        release(taken);
        return taken;
    }

    private void release(List<Retained> waited) {
        waited.forEach(each -> payload -= each.bytes());
        holdings.release(waited);
    }

    /** What was handed over after the message with this number waits again, ahead of all else. */
    void rewind(long after) {
        List<Retained> back = handed.takeBackAfter(after);
        for (int i = back.size() - 1; i >= 0; i--) {
            again.addFirst(back.get(i));
            payload += back.get(i).bytes();
        }
    }

    List<Retained> acknowledge(long number) throws ProtocolException {
        List<Retained> done = handed.acknowledge(number);
        holdings.release(done);
        return done;
    }

    long acknowledged() {
        return handed.acknowledged();
    }

    /** The number of the last message that was ever handed over. */
    long handed() {
        return handed.handed() + again.size();
    }

    /** The number that the last message will have, if none that waits expires. */
    long last() {
        return handed() + waiting.size();
    }

    /** All messages in order. */
    List<Retained> all() {
        List<Retained> all = new ArrayList<>(handed.all());
        all.addAll(again);
        all.addAll(waiting.all());
        return all;
    }

    /** Takes everything out. */
    List<Retained> clear() {
        List<Retained> all = all();
        handed.takeBack();
        again.clear();
        waiting.clear();
        payload = 0;
        holdings.release(all);
        return all;
    }
}
