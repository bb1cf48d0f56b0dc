package dev.mooring.server.topic;

/** One node: what is published is received, on the same thread. */
final class LocalFabric implements Fabric {

    private volatile Receiver receiver = (topic, message) -> {};

    @Override
    public void start(Receiver value) {
        receiver = value;
    }

    @Override
    public void publish(String topic, Outbound message) {
        receiver.receive(topic, message);
    }
}
