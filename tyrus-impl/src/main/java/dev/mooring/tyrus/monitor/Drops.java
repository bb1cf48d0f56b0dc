package dev.mooring.tyrus.monitor;

import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.MessageDropped;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The dropped messages of one session that the log has not told yet. An outbox that overflows drops thousands in a second:
 * the first is told at once, those that follow together. Thread-safe.
 */
final class Drops {

    private static final Duration QUIET = Duration.ofSeconds(10);

    private final Map<DropReason, Long> untold = new EnumMap<>(DropReason.class);
    private long bytes;
    private @Nullable Instant toldAt;

    /** Counts one; what to say now, or {@code null}. */
    synchronized @Nullable String add(MessageDropped event) {
        untold.merge(event.reason(), 1L, Long::sum);
        bytes += event.bytes();
        if (toldAt != null && event.at().isBefore(toldAt.plus(QUIET))) {
            return null;
        }
        toldAt = event.at();
        return tell();
    }

    /** What has not been told, or {@code null}. */
    synchronized @Nullable String tell() {
        if (untold.isEmpty()) {
            return null;
        }
        long messages = untold.values().stream().mapToLong(Long::longValue).sum();
        String told = messages == 1
                ? "a message of " + bytes + " bytes was dropped: "
                        + untold.keySet().iterator().next()
                : messages + " messages of " + bytes + " bytes in all were dropped: " + untold;
        untold.clear();
        bytes = 0;
        return told;
    }
}
