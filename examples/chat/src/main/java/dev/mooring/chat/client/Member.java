package dev.mooring.chat.client;

import dev.mooring.chat.Line;
import dev.mooring.chat.Reason;
import dev.mooring.websocket.OnRetry;
import dev.mooring.websocket.Opened;
import dev.mooring.websocket.Printable;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.SessionListener;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import java.io.PrintStream;

/** The client's endpoint: prints what is said, and what becomes of the connection. */
@ClientEndpoint(decoders = ClientCodec.class, encoders = ClientCodec.class)
public final class Member implements SessionListener {

    private final PrintStream out;

    Member(PrintStream out) {
        this.out = out;
    }

    /** Somebody said something. */
    @OnMessage
    public void line(Line line) {
        say(line.toString());
    }

    /** The connection is gone, for now. */
    @OnRetry
    public void retry(RetryScheduled event) {
        say("- " + event.cause().getMessage() + "; trying again in "
                + event.delay().toMillis() + " ms");
    }

    /** Something could not be read. */
    @OnError
    public void error(Throwable failure) {
        say("- " + Reason.of(failure));
    }

    @Override
    public void onEvent(SessionEvent event) {
        if (event instanceof Opened opened && opened.epoch() > 1) {
            say("- back again");
        }
    }

    /** Others choose what stands here, and must not drive the terminal by it. */
    private void say(String line) {
        out.println(Printable.of(line));
    }
}
