package dev.mooring.examples.quickstart;

import dev.mooring.websocket.OnRetry;
import dev.mooring.websocket.OnStateChange;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.StateChanged;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import java.util.function.Consumer;

/** Follows prices; subscribes anew at every connection. */
@ClientEndpoint(decoders = PriceCodec.class)
public class Prices {

    private final String pair;
    private final Consumer<Price> target;

    /** Hands the prices of this pair to the target. */
    public Prices(String pair, Consumer<Price> target) {
        this.pair = pair;
        this.target = target;
    }

    /** At every connection. */
    @OnOpen
    public void open(ResilientSession session) {
        session.getAsyncRemote().sendText("{\"subscribe\":\"" + pair + "\"}");
    }

    /** A price has come. */
    @OnMessage
    public void price(Price price) {
        target.accept(price);
    }

    /** The connection is gone; another attempt follows. */
    @OnRetry
    public void retry(RetryScheduled event) {
        System.err.println("retry " + event.attempt() + " in " + event.delay() + ": "
                + event.cause().getMessage());
    }

    /** The session is somewhere else in its life. */
    @OnStateChange
    public void state(StateChanged event) {
        System.err.println(event.from() + " to " + event.to());
    }
}
