package dev.mooring.tyrus.engine;

import dev.mooring.websocket.Failure;
import dev.mooring.websocket.HeartbeatMissed;
import dev.mooring.websocket.Printable;
import dev.mooring.websocket.spi.ContainerOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** Looks at one session with every beat of the shared pulse: is it alive, does it write, is it in use. */
final class Vitals implements Pulse.Beat {

    private final Driver driver;
    private final ContainerOptions options;
    private final Heart heart;
    private final Sender sender;
    private final Idleness idleness;

    Vitals(Driver driver, ContainerOptions options, Heart heart, Sender sender) {
        this.driver = driver;
        this.options = options;
        this.heart = heart;
        this.sender = sender;
        this.idleness = new Idleness(driver.figures());
    }

    @Override
    public void beat(long now, long lapse) {
        sender.expire(now);
        Link present = driver.link();
        if (!driver.isOpen() || present == null || !present.isAttached()) {
            return;
        }
        if (lapse > 0) {
            sender.progress().excuse(lapse);
        }
        if (driver.application().closeIfIdle(idleness, now, present.epoch())) {
            return;
        }
        if (sender.isStuck(now)) {
            present.giveUp(
                    Failure.Kind.SEND_TIMEOUT, "nothing could be written for " + Printable.of(options.sendTimeout()));
            return;
        }
        Intake intake = present.intake();
        if (intake != null) {
            intake.acknowledge();
        }
        switch (heart.beat(now, lapse, driver.application().isBusy())) {
            case PING -> ping(present);
            case GIVE_UP -> giveUp(present);
            case NOTHING -> {}
        }
    }

    private void ping(Link present) {
        // a message could not be told from data that is counted
        String message = present.intake() == null ? heart.pingMessage() : null;
        try {
            if (message == null) {
                present.connection().ping(heart.pingData());
            } else if (!sender.sendAhead(message)) {
                heart.notSent();
            }
        } catch (IOException | RuntimeException e) {
            present.giveUp(Failure.Kind.LOST, "the ping could not be sent: " + e.getMessage());
        }
    }

    private void giveUp(Link present) {
        Duration silence = heart.silence();
        driver.announce(new HeartbeatMissed(driver.id(), Instant.now(), present.epoch(), silence));
        present.giveUp(
                Failure.Kind.HEARTBEAT_MISSED,
                "no sign of life for " + Printable.of(silence) + ", the last ping unanswered for "
                        + Printable.of(options.heartbeat().timeout()));
    }
}
