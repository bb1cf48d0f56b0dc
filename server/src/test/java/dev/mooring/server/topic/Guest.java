package dev.mooring.server.topic;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** One who joins topics, and whose end is the test's. */
final class Guest implements Subscriber {

    final EndActions endActions = new EndActions();

    @Override
    public String getId() {
        return "guest";
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        return null;
    }

    @Override
    public void deliver(Outbound message) {}

    @Override
    public void whenEnded(Runnable action) {
        endActions.add(action);
    }

    @Override
    public void forget(Runnable action) {
        endActions.forget(action);
    }
}
