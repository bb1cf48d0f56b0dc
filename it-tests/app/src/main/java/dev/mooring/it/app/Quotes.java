package dev.mooring.it.app;

import jakarta.inject.Inject;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Answers each quote with what the market makes of it. */
@ServerEndpoint(
        value = "/quotes",
        configurator = OpenConfigurator.class,
        decoders = GuardedQuoteCodec.class,
        encoders = GuardedQuoteCodec.class)
public class Quotes {

    @Inject
    Market market;

    @OnMessage
    public Quote quote(Quote quote) {
        return market.move(quote);
    }
}
