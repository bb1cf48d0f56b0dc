package dev.mooring.websocket;

/**
 * What is promised about messages. Best effort: each accepted message is written at most once to one connection, kept
 * while there is none, and reported when it can be neither; what the kernel or the network loses with a broken
 * connection is lost. Immutable.
 */
public final class Delivery {

    private static final Delivery BEST_EFFORT = new Delivery();

    private Delivery() {}

    /** At most once, in order, over plain WebSocket to any peer. The default. */
    public static Delivery bestEffort() {
        return BEST_EFFORT;
    }

    @Override
    public String toString() {
        return "Delivery[bestEffort]";
    }
}
