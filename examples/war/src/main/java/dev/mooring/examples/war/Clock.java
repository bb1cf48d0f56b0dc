package dev.mooring.examples.war;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** The second service: tells the time to whoever asks. It could be anywhere; here it is in the same application. */
@ServerEndpoint(value = "/clock", configurator = ClockConfigurator.class)
public class Clock {

    @OnMessage
    public String time(String question) {
        return LocalTime.now(ZoneId.systemDefault())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }
}
