package dev.mooring.tyrus.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.engine.Observer.Situation;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.MessageDropped;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.StateChanged;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log keeps for a session it lets go of when told to. */
class ForgottenDropsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Situation SITUATION = new Situation(URI.create("ws://h/"), Duration.ZERO);

    private final Logger logger = Logger.getLogger("dev.mooring.session");
    private final List<String> lines = new ArrayList<>();
    private final Handler recorder = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(recorder);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(recorder);
    }

    @Test
    void nothingIsLeftToTell() {
        SessionLog log = new SessionLog();
        log.observe(new MessageDropped("s-1", START, DropReason.OVERFLOW, 10), SITUATION);
        log.observe(new MessageDropped("s-1", START, DropReason.OVERFLOW, 10), SITUATION);
        lines.clear();
        log.forget("s-1");
        log.observe(new StateChanged("s-1", START, SessionState.WAITING, SessionState.CLOSED, null), SITUATION);
        assertThat(lines).isEmpty();
    }
}
