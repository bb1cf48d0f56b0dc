package dev.mooring.server.topic;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** One who can join topics: a guarded session. Not for applications to implement. */
public interface Subscriber {

    /** Unique among the sessions of this server. */
    String getId();

    /** Who it is, or {@code null}. */
    @Nullable Principal getUserPrincipal();

    /** What is the member of a topic: the session, also while it has no connection, when it is a resumable one. */
    default Subscriber member() {
        return this;
    }

    /** Queues a message for it; never blocks, never throws. */
    void deliver(Outbound message);

    /** Runs this once when the session has ended; at once when it has already. What it throws is logged. */
    void whenEnded(Runnable action);

    /** Takes back one action that is equal to this one. */
    void forget(Runnable action);
}
