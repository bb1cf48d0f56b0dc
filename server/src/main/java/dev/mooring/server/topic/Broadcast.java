package dev.mooring.server.topic;

/**
 * A message was published, here or on another node, and has been queued for the members on this node.
 *
 * @param topic the topic's name
 * @param members for how many members it was queued
 * @param bytes its payload, text as UTF-8
 */
public record Broadcast(String topic, int members, long bytes) {

    /** Hears of broadcasts, on the thread that publishes; must be quick. What it throws is logged. */
    @FunctionalInterface
    public interface Listener {

        /** A message was published. */
        void onBroadcast(Broadcast broadcast);
    }
}
