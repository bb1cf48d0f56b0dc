package dev.mooring.tyrus.monitor;

import dev.mooring.tyrus.engine.Observer;
import dev.mooring.websocket.CircuitChanged;
import dev.mooring.websocket.Closed;
import dev.mooring.websocket.HeartbeatMissed;
import dev.mooring.websocket.Opened;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.SessionEvent;

/** Writes what happens to connections into the JDK Flight Recorder, category Mooring. Costs nothing while none records. */
public final class FlightRecording implements Observer {

    /** A recording without state. */
    public FlightRecording() {}

    @Override
    public void observe(SessionEvent event, Situation situation) {
        if (event instanceof Opened e) {
            FlightEvents.Connect record = new FlightEvents.Connect();
            if (record.isEnabled()) {
                record.session = e.sessionId();
                record.epoch = e.epoch();
                record.uri = e.uri();
                record.elapsed = e.elapsed().toMillis();
                record.commit();
            }
        } else if (event instanceof Closed e) {
            FlightEvents.Disconnect record = new FlightEvents.Disconnect();
            if (record.isEnabled()) {
                record.session = e.sessionId();
                record.epoch = e.epoch();
                record.code = e.code();
                record.reason = e.reason();
                record.uptime = e.uptime().toMillis();
                record.commit();
            }
        } else if (event instanceof RetryScheduled e) {
            FlightEvents.Retry record = new FlightEvents.Retry();
            if (record.isEnabled()) {
                record.session = e.sessionId();
                record.attempt = e.attempt();
                record.delay = e.delay().toMillis();
                record.cause = e.cause().getMessage();
                record.commit();
            }
        } else if (event instanceof CircuitChanged e) {
            FlightEvents.Circuit record = new FlightEvents.Circuit();
            if (record.isEnabled()) {
                record.session = e.sessionId();
                record.endpoint = e.endpoint();
                record.from = e.from().name();
                record.to = e.to().name();
                record.commit();
            }
        } else if (event instanceof HeartbeatMissed e) {
            FlightEvents.Miss record = new FlightEvents.Miss();
            if (record.isEnabled()) {
                record.session = e.sessionId();
                record.epoch = e.epoch();
                record.silence = e.silence().toMillis();
                record.commit();
            }
        }
    }
}
