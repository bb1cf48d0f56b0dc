package dev.mooring.examples.war;

import dev.mooring.cdi.Resilient;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.StateChanged;
import jakarta.enterprise.event.Observes;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnMessage;

/** Follows the second service. Opened with the application; {@code mooring.clock.*} says where to and how. */
@Resilient("clock")
@ClientEndpoint
public class TimeClient {

    private volatile String time = "unknown";
    private volatile String lastEvent = "none";

    @OnMessage
    public void time(String text) {
        time = text;
    }

    public void state(@Observes @Resilient("clock") StateChanged event) {
        lastEvent = event.from() + " to " + event.to();
    }

    public void retry(@Observes @Resilient("clock") RetryScheduled event) {
        lastEvent = "retry " + event.attempt() + " in " + event.delay().toMillis() + " ms";
    }

    public String time() {
        return time;
    }

    public String lastEvent() {
        return lastEvent;
    }
}
