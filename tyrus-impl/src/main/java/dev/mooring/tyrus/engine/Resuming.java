package dev.mooring.tyrus.engine;

import static java.util.Objects.requireNonNull;

import dev.mooring.tyrus.resume.Answer;
import dev.mooring.tyrus.resume.Resumption;
import dev.mooring.tyrus.transport.Connection;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.Resumed;
import dev.mooring.websocket.SessionReset;
import dev.mooring.websocket.delivery.ProtocolException;
import dev.mooring.websocket.delivery.Receiving;
import dev.mooring.websocket.delivery.ResumeRequest;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.HandshakeResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of one attempt, and of the connection it becomes, in resumable delivery: asks, hears the answer, takes it up. */
final class Resuming {

    private final Driver driver;
    private final ResumableSender sender;
    private final Resumption resumption;
    private final Delivery delivery;
    private final long epoch;
    private volatile @Nullable String header; // of the response
    private volatile @Nullable Answer answer;

    Resuming(Driver driver, ResumableSender sender, long epoch) {
        this.driver = driver;
        this.sender = sender;
        this.resumption = sender.resumption();
        this.delivery = sender.delivery();
        this.epoch = epoch;
    }

    /**
     * These headers and our own; only a host that the application named is told the session's token.
     *
     * @return {@code null} when a later attempt has begun
     */
    @Nullable Map<String, List<String>> headers(Map<String, List<String>> others, boolean trusted) {
        String request = resumption.request(epoch, trusted);
        if (request == null) {
            return null;
        }
        Map<String, List<String>> all = new HashMap<>(others);
        all.put(ResumeRequest.HEADER, List.of(request));
        return all;
    }

    /** The same configuration, of which we hear the response. */
    ClientEndpointConfig listening(ClientEndpointConfig config) {
        ClientEndpointConfig.Configurator theirs = config.getConfigurator();
        return ClientEndpointConfig.Builder.create()
                .preferredSubprotocols(config.getPreferredSubprotocols())
                .extensions(config.getExtensions())
                .configurator(new ClientEndpointConfig.Configurator() {
                    @Override
                    public void beforeRequest(Map<String, List<String>> headers) {
                        theirs.beforeRequest(headers);
                    }

                    @Override
                    public void afterResponse(HandshakeResponse response) {
                        response.getHeaders().forEach((name, values) -> {
                            if (ResumeRequest.HEADER.equalsIgnoreCase(name) && !values.isEmpty()) {
                                header = values.get(0);
                            }
                        });
                        theirs.afterResponse(response);
                    }
                })
                .build();
    }

    /** The upgrade succeeded: what the server said of the session; a failure when we cannot go on with that. */
    @Nullable Failure opened() {
        try {
            answer = resumption.answered(epoch, header);
        } catch (ProtocolException e) {
            return Failure.of(
                    Failure.Kind.HANDSHAKE_BROKEN, "the server's answer to the resume is none: " + e.getMessage(), e);
        }
        Answer taken = answer;
        if (taken == null) {
            return overtaken();
        }
        if (taken.kind() == Answer.Kind.PLAIN) {
            if (delivery.whenUnsupported() == Delivery.Unsupported.FAIL) {
                return Failure.of(
                        Failure.Kind.DELIVERY_UNSUPPORTED,
                        "the server does not speak resumable delivery: use another server, or"
                                + " Delivery.resumable().whenUnsupported(FALL_BACK)",
                        null);
            }
            System.getLogger(Resuming.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "session " + driver.id()
                                    + ": the server does not speak resumable delivery, best effort it is");
        }
        return null;
    }

    /** Nobody sees it: the session is at another attempt by now. */
    static Failure overtaken() {
        return Failure.of(Failure.Kind.HANDSHAKE_BROKEN, "a later attempt has begun", null);
    }

    /** What counts the messages of this connection; {@code null} when nobody does. */
    @Nullable Intake intake(Connection connection) {
        Answer taken = requireNonNull(answer, "not opened");
        Receiving receiving = taken.receiving();
        Intake counting =
                receiving == null ? null : new Intake(taken, receiving, epoch, connection, sender, driver.workshop());
        sender.farewell().by(counting);
        return counting;
    }

    /**
     * Sends again what has to be, ahead of anything else. Within the gate. A connection that has ended while it waited for that is
     * taken up all the same, as what it has acknowledged counts; but nothing is left to be told once the session has ended.
     */
    void takeUp(Link link) {
        if (driver.hasEnded()) {
            return;
        }
        try {
            Answer taken = resumption.takeUp(requireNonNull(answer, "not opened"));
            tell(taken, sender.resume(link.connection(), taken));
            Intake intake = link.intake();
            if (intake != null) {
                intake.takenUp();
            }
        } catch (ProtocolException e) {
            breakOff(driver, link, e);
        } catch (Throwable e) { // an Error too, as of memory: the session would be open, and mute
            System.getLogger(Resuming.class.getName())
                    .log(System.Logger.Level.ERROR, "session " + driver.id() + " could not be taken up", e);
            link.giveUp(Failure.Kind.LOST, "the session could not be taken up: " + e);
        }
    }

    private void tell(Answer taken, ResumableSender.Outcome outcome) {
        if (taken.kind() == Answer.Kind.RESUMED) {
            driver.announce(new Resumed(driver.id(), Instant.now(), epoch, outcome.replayed(), outcome.acknowledged()));
        } else if (taken.reset() != null) {
            driver.announce(new SessionReset(
                    driver.id(),
                    Instant.now(),
                    epoch,
                    taken.reset().word(),
                    outcome.unacknowledged(),
                    delivery.sendsAgainAfterReset()));
        }
    }

    /** The peer broke a rule: the next connection mends what can be mended. */
    static void breakOff(Driver driver, Link link, ProtocolException violation) {
        if (driver.hasEnded()) {
            return; // and it may be none: what the session had sent is forgotten with it
        }
        System.getLogger(Resuming.class.getName())
                .log(
                        System.Logger.Level.WARNING,
                        "session " + driver.id() + " breaks its connection off: " + violation.getMessage());
        link.breakOff(Reasons.outOfStep(violation));
    }
}
