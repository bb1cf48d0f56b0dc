package dev.mooring.micrometer;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnMessage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it hears. */
@ClientEndpoint
public final class Member {

    final List<String> heard = new CopyOnWriteArrayList<>();

    @OnMessage
    public void message(String text) {
        heard.add(text);
    }
}
