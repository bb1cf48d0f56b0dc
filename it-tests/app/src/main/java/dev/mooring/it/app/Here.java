package dev.mooring.it.app;

import dev.mooring.cdi.Resilient;
import jakarta.inject.Inject;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnMessage;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A client of the endpoint in its own application. */
@Resilient("here")
@ClientEndpoint(decoders = QuoteCodec.class, encoders = QuoteCodec.class)
public class Here {

    @Inject
    Surroundings surroundings;

    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    @OnMessage
    public void quote(Quote quote) {
        answers.add(quote.symbol + " " + quote.price + "\n" + surroundings.describe());
    }

    public BlockingQueue<String> answers() {
        return answers;
    }
}
