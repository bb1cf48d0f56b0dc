package dev.mooring.server.session;

import dev.mooring.server.topic.Outbound;
import dev.mooring.server.topic.Subscriber;
import jakarta.websocket.CloseReason;
import jakarta.websocket.PongMessage;
import jakarta.websocket.SendHandler;
import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Best effort: the connection is the session. */
record DirectTie(GuardedSession session, Outgoing outgoing) implements Tie {

    @Override
    public boolean attach(@Nullable Principal principal) {
        return true;
    }

    @Override
    public boolean isCounted() {
        return false;
    }

    @Override
    public boolean isResumed() {
        return false;
    }

    @Override
    public void arrived() {}

    @Override
    public boolean takes(PongMessage pong) {
        return false;
    }

    @Override
    public boolean admits(boolean last) {
        return true;
    }

    @Override
    public void handled(long bytes, boolean last) {}

    @Override
    public void tick(long now) {}

    @Override
    public void send(Outbound message, SendHandler handler, boolean untilWritten) {
        outgoing.send(message, handler);
    }

    @Override
    public long bufferedAmount() {
        return outgoing.bufferedAmount();
    }

    @Override
    public void settle(Runnable close) {
        close.run(); // which goes behind what is queued
    }

    @Override
    public void over(CloseReason reason) {}

    @Override
    public Subscriber member() {
        return session;
    }

    @Override
    public String id() {
        return session.raw.getId();
    }

    @Override
    public Map<String, Object> userProperties() {
        return session.raw.getUserProperties();
    }
}
