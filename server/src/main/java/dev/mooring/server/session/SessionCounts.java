package dev.mooring.server.session;

import static java.util.Objects.requireNonNull;

import dev.mooring.websocket.DropReason;
import jakarta.websocket.CloseReason;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** What happened in the sessions of one endpoint, counted since it was deployed. Thread-safe. */
public final class SessionCounts {

    final LongAdder opened = new LongAdder();
    final LongAdder invalid = new LongAdder();
    final LongAdder tooBig = new LongAdder();
    final LongAdder rateLimited = new LongAdder();
    private final LongAdder slow = new LongAdder();
    private final LongAdder dead = new LongAdder();
    final LongAdder unadmitted = new LongAdder();
    final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final Map<DropReason, LongAdder> drops = new EnumMap<>(DropReason.class); // never changed once filled

    /** Of a connection that is the session. */
    final Tally direct = tally(this::dropped);

    /** Of one that carries a resumable session: what it does not write, the session still has. */
    final Tally carried = tally(reason -> {});

    SessionCounts() {
        for (DropReason reason : DropReason.values()) {
            drops.put(reason, new LongAdder());
        }
    }

    /** A session is about to be closed for this reason. */
    void ended(CloseReason why) {
        if (why == Reasons.SLOW || why == Reasons.STUCK) {
            slow.increment();
        } else if (why == Reasons.DEAD) {
            dead.increment();
        }
    }

    void dropped(DropReason reason) {
        of(reason).increment();
    }

    private Tally tally(Consumer<DropReason> drops) {
        return new Tally() {
            @Override
            public void sent() {
                sent.increment();
            }

            @Override
            public void dropped(DropReason reason) {
                drops.accept(reason);
            }
        };
    }

    /** A snapshot by name of what is out of the ordinary, and of sessions opened. */
    public Map<String, Long> snapshot() {
        Map<String, Long> all = new LinkedHashMap<>();
        all.put("opened", opened.sum());
        all.put("invalid", invalid.sum());
        all.put("tooBig", tooBig.sum());
        all.put("rateLimited", rateLimited.sum());
        all.put("slow", slow.sum());
        all.put("dead", dead.sum());
        all.put("unadmitted", unadmitted.sum());
        return all;
    }

    /** Messages that have arrived whole, those that were refused included. */
    public long messagesReceived() {
        return received.sum();
    }

    /** Messages that the container has written, those of the guard itself and those written again included. */
    public long messagesSent() {
        return sent.sum();
    }

    /** Messages for clients that were not delivered for this reason. */
    public long messagesDropped(DropReason reason) {
        return of(reason).sum();
    }

    private LongAdder of(DropReason reason) {
        return requireNonNull(drops.get(reason));
    }
}
