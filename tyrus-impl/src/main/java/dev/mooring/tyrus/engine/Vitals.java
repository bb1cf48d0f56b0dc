package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.transport.Transport;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.HeartbeatMissed;
import dev.mooring.websocket.SendOptions;
import dev.mooring.websocket.dispatch.Utf8;
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
    private final Transport transport;
    private final Idleness idleness;
    private long askedAfter;
    private volatile long caughtUpAfter;

    Vitals(Driver driver, ContainerOptions options, Heart heart, Sender sender, Transport transport) {
        this.driver = driver;
        this.options = options;
        this.heart = heart;
        this.sender = sender;
        this.transport = transport;
        this.idleness = new Idleness(driver.figures(), heart);
    }

    @Override
    public void beat(long now, long lapse) {
        sender.expire(now);
        Link present = driver.link();
        if (!driver.isOpen() || present == null) {
            return;
        }
        if (lapse > 0) {
            sender.excuse(lapse);
        }
        if (driver.application().closeIfIdle(idleness.at(now, present.epoch()))) {
            return;
        }
        if (sender.isStuck(now)) {
            present.giveUp(Failure.Kind.SEND_TIMEOUT, "nothing could be written for " + options.sendTimeout());
            return;
        }
        switch (heart.beat(now, lapse, driver.application().isBusy())) {
            case PING -> ping(present);
            case GIVE_UP -> {
                if (isSilenceOfThePeer()) {
                    giveUp(present);
                }
            }
            case NOTHING -> {}
        }
    }

    private void ping(Link present) {
        String message = heart.pingMessage();
        try {
            if (message == null) {
                present.connection().ping(heart.pingData());
            } else {
                sender.send(message, Utf8.length(message), SendOptions.neverParked(), null);
            }
        } catch (IOException | RuntimeException e) {
            present.giveUp(Failure.Kind.LOST, "the ping could not be sent: " + e.getMessage());
        }
    }

    /**
     * A pong may have arrived and not been read, because handlers of other sessions hold all threads of the transport. So
     * the transport is asked to catch up first; the next beat then knows.
     */
    private boolean isSilenceOfThePeer() {
        long ping = heart.lastPing();
        if (caughtUpAfter == ping) {
            return true;
        }
        if (askedAfter != ping) {
            askedAfter = ping;
            transport.whenCaughtUp(() -> caughtUpAfter = ping);
        }
        return caughtUpAfter == ping;
    }

    private void giveUp(Link present) {
        Duration silence = heart.silence();
        driver.announce(new HeartbeatMissed(driver.id(), Instant.now(), present.epoch(), silence));
        present.giveUp(
                Failure.Kind.HEARTBEAT_MISSED,
                "no sign of life for " + silence.toMillis() + " ms, the last ping unanswered for "
                        + options.heartbeat().timeout());
    }
}
