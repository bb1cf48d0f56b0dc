package dev.mooring.tyrus.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.engine.Observer.Situation;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.MessageDropped;
import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.StateChanged;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An overflowing outbox must not overflow the log. */
class SessionLogTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Situation SITUATION = new Situation(URI.create("ws://h/"), Duration.ZERO);

    private final SessionLog log = new SessionLog();
    private final Logger logger = Logger.getLogger("dev.mooring.session");
    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        logger.addHandler(lines);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(lines);
    }

    @Test
    void theFirstDropIsToldAtOnceAndThoseThatFollowTogether() {
        for (int millis = 0; millis < 5000; millis++) {
            drop(millis, DropReason.OVERFLOW);
        }
        assertThat(lines.warnings).containsExactly("s-1 to ws://h/: a message of 10 bytes was dropped: OVERFLOW");
        drop(10_000, DropReason.EXPIRED);
        assertThat(lines.warnings)
                .last()
                .isEqualTo(
                        "s-1 to ws://h/: 5000 messages of 50000 bytes in all were dropped: {OVERFLOW=4999, EXPIRED=1}");
        assertThat(lines.warnings).hasSize(2);
    }

    @Test
    void whatWasDroppedIsToldBeforeTheSessionMovesOn() {
        drop(0, DropReason.OVERFLOW);
        drop(1, DropReason.OVERFLOW);
        drop(2, DropReason.OVERFLOW);
        say(new StateChanged("s-1", START, SessionState.WAITING, SessionState.CLOSED, null));
        assertThat(lines.warnings)
                .last()
                .isEqualTo("s-1 to ws://h/: 2 messages of 20 bytes in all were dropped: {OVERFLOW=2}");
        say(new StateChanged("s-1", START, SessionState.WAITING, SessionState.CLOSED, null));
        assertThat(lines.warnings).hasSize(2);
    }

    @Test
    void aReplacedMessageIsNoReasonToWarn() {
        drop(0, DropReason.REPLACED);
        assertThat(lines.warnings).isEmpty();
    }

    private void drop(long millis, DropReason reason) {
        say(new MessageDropped("s-1", START.plusMillis(millis), reason, 10));
    }

    private void say(SessionEvent event) {
        log.observe(event, SITUATION);
    }

    private static final class Lines extends Handler {
        private final List<String> warnings = new ArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().equals(Level.WARNING)) {
                warnings.add(new SimpleFormatter().formatMessage(entry));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
