package dev.mooring.benchmarks.contender;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.util.function.BiFunction;

/** A client with Jakarta's API: Tomcat, Undertow, and Tyrus on each of its containers. */
final class Jakarta implements Contender {

    private final WebSocketContainer container;
    private final BiFunction<Session, Events, Client> sender;
    private final Runnable end;
    private final ClientEndpointConfig config =
            ClientEndpointConfig.Builder.create().build();

    Jakarta(WebSocketContainer container, BiFunction<Session, Events, Client> sender, Runnable end) {
        this.container = container;
        this.sender = sender;
        this.end = end;
    }

    @Override
    public Client connect(URI uri, Events events) throws Exception {
        return sender.apply(container.connectToServer(new TellingEndpoint(events), config, uri), events);
    }

    @Override
    public void close() {
        end.run();
    }
}
