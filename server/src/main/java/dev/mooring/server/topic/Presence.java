package dev.mooring.server.topic;

/** Someone came to a topic or left it, on this node. */
public sealed interface Presence {

    /** The topic's name. */
    String topic();

    /** Who: its session id and principal. */
    Subscriber member();

    /** It came. Told once per stay. */
    record Joined(String topic, Subscriber member) implements Presence {}

    /** It left, or its session ended. Told once per stay. */
    record Left(String topic, Subscriber member) implements Presence {}

    /**
     * Hears of presence, on the thread that joins or leaves; must be quick. What it throws is logged. What happens to one member
     * in one topic is told in its order: what comes while something is being told is told next, by the thread that tells, and
     * who joined or left meanwhile does not wait for it.
     */
    @FunctionalInterface
    interface Listener {

        /** Someone came or left. */
        void onPresence(Presence event);
    }
}
