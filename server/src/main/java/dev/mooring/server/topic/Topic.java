package dev.mooring.server.topic;

import dev.mooring.websocket.SendOptions;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * A named group of sessions. Publishing queues the message for each member and returns: a slow member falls under its own
 * endpoint's policy and delays nobody. (On Tomcat, with 64 members or more, it may wait for the writing, 0.2 s at most.) The
 * messages of one publisher reach a member in the order of publishing. A session leaves by itself when it ends. Thread-safe;
 * one handle is as good as another.
 */
public final class Topic {

    private final Topics topics;
    private final String name;

    Topic(Topics topics, String name) {
        this.topics = topics;
        this.name = name;
    }

    /** The name. */
    public String name() {
        return name;
    }

    /**
     * Makes the session a member; {@code false} when it was one.
     *
     * @throws IllegalArgumentException if it is not the session of a guarded endpoint
     */
    public boolean join(Session session) {
        return topics.join(name, subscriber(session));
    }

    /** Takes the session out; {@code false} when it was not a member. */
    public boolean leave(Session session) {
        return topics.leave(name, subscriber(session));
    }

    /** The members on this node: a snapshot. */
    public Set<Subscriber> members() {
        return Set.copyOf(topics.members(name));
    }

    /** Publishes a text. */
    public void publish(String text) {
        publish(text, SendOptions.NONE);
    }

    /** Publishes a text with options: with a conflation key, a member that reads slowly gets only the newest. */
    public void publish(String text, SendOptions options) {
        topics.publish(name, Outbound.text(text, options));
    }

    /** Publishes the remaining bytes of a buffer, which is copied. */
    public void publish(ByteBuffer data, SendOptions options) {
        topics.publish(name, Outbound.binary(data, options).copy());
    }

    /** Encodes a message, once, and publishes the text. */
    public <T> void publish(T message, Encoder.Text<? super T> encoder) throws EncodeException {
        publish(encoder.encode(message));
    }

    private static Subscriber subscriber(Session session) {
        if (session instanceof Subscriber subscriber) {
            return subscriber.member();
        }
        throw new IllegalArgumentException("session " + session.getId()
                + " does not belong to a guarded endpoint: its configurator is no ResilientConfigurator");
    }

    @Override
    public String toString() {
        return "Topic[" + name + "]";
    }
}
