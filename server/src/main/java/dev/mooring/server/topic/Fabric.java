package dev.mooring.server.topic;

/**
 * How published messages reach the members of a topic on other nodes. The default, {@link #local()}, knows one node. An
 * implementation must deliver each message exactly once to the receiver of every node, this one included, in the order
 * each publisher published; it must not block the publisher longer than it has to. Thread-safe.
 */
public interface Fabric extends AutoCloseable {

    /** Gets messages for the members on this node; waits for 0.2 s at most. Thread-safe. */
    @FunctionalInterface
    interface Receiver {

        /** A message was published to this topic, on whichever node. */
        void receive(String topic, Outbound message);
    }

    /** Called once, before anything is published. */
    void start(Receiver receiver);

    /** Carries a message to the receivers of all nodes. */
    void publish(String topic, Outbound message);

    /** Ends it; nothing is published afterwards. */
    @Override
    default void close() {}

    /** One node. */
    static Fabric local() {
        return new LocalFabric();
    }
}
