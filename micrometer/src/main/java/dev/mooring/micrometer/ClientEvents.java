package dev.mooring.micrometer;

import static java.util.Objects.requireNonNull;

import dev.mooring.websocket.Closed;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.HeartbeatMissed;
import dev.mooring.websocket.MessageDropped;
import dev.mooring.websocket.Opened;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.SessionListener;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.StateChanged;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the events of a container. Of sessions without a connection it remembers since when, until the next one is open or the
 * session has ended, which the last event of each session tells: so it keeps nothing of sessions that are gone.
 */
final class ClientEvents implements SessionListener {

    private final Registered meters;
    private final Tags tags;
    private final Counter reconnects;
    private final Counter retries;
    private final Counter missed;
    private final Counter closed;
    private final Counter failed;
    private final Timer connect;
    private final Timer recovery;
    private final Map<DropReason, Counter> drops = new EnumMap<>(DropReason.class); // never changed once filled
    private final Map<String, Instant> lost = new ConcurrentHashMap<>();

    ClientEvents(Registered meters, Tags tags) {
        this.meters = meters;
        this.tags = tags;
        reconnects = counter("mooring.client.reconnects", "connections", Tags.empty());
        retries = counter("mooring.client.retries", "attempts", Tags.empty());
        missed = counter("mooring.client.heartbeat.missed", "heartbeats", Tags.empty());
        closed = counter("mooring.client.sessions.ended", "sessions", Tags.of("outcome", "closed"));
        failed = counter("mooring.client.sessions.ended", "sessions", Tags.of("outcome", "failed"));
        connect = timer("mooring.client.connect", "From the start of an attempt until the connection is open");
        recovery = timer("mooring.client.recovery", "From the loss of a connection until the next one is open");
        for (DropReason reason : DropReason.values()) {
            drops.put(
                    reason,
                    counter("mooring.client.messages.dropped", "messages", Tags.of("reason", Registered.word(reason))));
        }
    }

    @Override
    public void onEvent(SessionEvent event) {
        if (event instanceof Opened opened) {
            opened(opened);
        } else if (event instanceof Closed ended) {
            lost.put(ended.sessionId(), ended.at());
        } else if (event instanceof RetryScheduled) {
            retries.increment();
        } else if (event instanceof HeartbeatMissed) {
            missed.increment();
        } else if (event instanceof MessageDropped dropped) {
            requireNonNull(drops.get(dropped.reason())).increment();
        } else if (event instanceof StateChanged change && change.to().isFinal()) {
            lost.remove(change.sessionId());
            (change.to() == SessionState.FAILED ? failed : closed).increment();
        }
    }

    private void opened(Opened event) {
        connect.record(event.elapsed());
        Instant since = lost.remove(event.sessionId());
        if (since != null) {
            reconnects.increment();
            recovery.record(Duration.between(since, event.at())); // not recorded if the clock was set back meanwhile
        }
    }

    /** How many sessions it remembers something of. */
    int remembered() {
        return lost.size();
    }

    private Counter counter(String name, String unit, Tags more) {
        return meters.add(
                Counter.builder(name).baseUnit(unit).tags(tags.and(more)).register(meters.registry()));
    }

    private Timer timer(String name, String description) {
        return meters.add(
                Timer.builder(name).description(description).tags(tags).register(meters.registry()));
    }
}
