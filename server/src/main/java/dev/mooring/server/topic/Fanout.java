package dev.mooring.server.topic;

import java.util.List;

/** How a message gets to the members of a topic on this node. Not for applications to implement. */
@FunctionalInterface
public interface Fanout {

    /** On the thread that publishes. */
    Fanout ONE_BY_ONE = (message, members) -> {
        int reached = 0;
        for (Subscriber each : members) {
            each.deliver(message);
            reached++;
        }
        return reached;
    };

    /**
     * Delivers it to each of them. When it returns, whatever the caller delivers next comes after it. May wait for a moment, 0.2 s
     * at most. Thread-safe.
     *
     * @return to how many it was delivered
     */
    int deliver(Outbound message, List<Subscriber> members);
}
