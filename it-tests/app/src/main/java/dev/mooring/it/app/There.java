package dev.mooring.it.app;

import dev.mooring.cdi.Resilient;
import dev.mooring.websocket.Closed;
import dev.mooring.websocket.Opened;
import jakarta.enterprise.event.Observes;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnMessage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client of the endpoint in another application. */
@Resilient("there")
@ClientEndpoint
public class There {

    private final List<String> told = new CopyOnWriteArrayList<>();

    @OnMessage
    public void message(String text) {
        told.add("message " + text);
    }

    public void opened(@Observes @Resilient("there") Opened event) {
        told.add("opened");
    }

    public void closed(@Observes @Resilient("there") Closed event) {
        told.add("closed " + event.code());
    }

    public List<String> told() {
        return told;
    }
}
