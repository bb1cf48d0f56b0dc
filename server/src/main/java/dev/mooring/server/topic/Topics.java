package dev.mooring.server.topic;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The topics of one application. A topic is there as long as it has members; nothing is to be created or removed.
 * Thread-safe.
 */
public final class Topics {

    private static final System.Logger LOG = System.getLogger(Topics.class.getName());

    /** Ends with the session, if not before. */
    private record Stay(Topics topics, String name, Subscriber member) implements Runnable {
        @Override
        public void run() {
            topics.leave(name, member);
        }
    }

    private final ConcurrentMap<String, Members> members = new ConcurrentHashMap<>();
    private final PresenceTeller presence = new PresenceTeller();
    private final List<Broadcast.Listener> broadcastListeners = new CopyOnWriteArrayList<>();
    private final Fabric fabric;
    private volatile Fanout fanout = Fanout.ONE_BY_ONE;

    /** Topics over this fabric, which is started. */
    public Topics(Fabric fabric) {
        this.fabric = fabric;
        fabric.start(this::receive);
    }

    /** Delivers in this way from now on. For the server that these topics belong to. */
    public void deliverBy(Fanout value) {
        fanout = value;
    }

    /** The topic of this name. */
    public Topic topic(String name) {
        return new Topic(this, name);
    }

    /** The names of the topics that have members on this node. */
    public Set<String> names() {
        return Set.copyOf(members.keySet());
    }

    /** Tells this listener who comes and goes, in all topics, from now on. */
    public void addListener(Presence.Listener listener) {
        presence.addListener(listener);
    }

    /** Takes a listener off again. */
    public void removeListener(Presence.Listener listener) {
        presence.removeListener(listener);
    }

    /** Tells this listener each message that is published, on whichever node, from now on. */
    public void addBroadcastListener(Broadcast.Listener listener) {
        broadcastListeners.add(listener);
    }

    /** Takes a listener off again. */
    public void removeBroadcastListener(Broadcast.Listener listener) {
        broadcastListeners.remove(listener);
    }

    boolean join(String name, Subscriber member) {
        boolean[] added = {false};
        members.compute(name, (key, present) -> {
            Members all = present == null ? new Members() : present;
            added[0] = all.add(member);
            if (added[0]) {
                presence.add(new Presence.Joined(name, member));
            }
            return all;
        });
        if (added[0]) {
            member.whenEnded(new Stay(this, name, member)); // at once when it has ended already: no dead member stays
            presence.tell(name, member);
        }
        return added[0];
    }

    boolean leave(String name, Subscriber member) {
        boolean[] removed = {false};
        members.computeIfPresent(name, (key, all) -> {
            removed[0] = all.remove(member);
            if (removed[0]) {
                presence.add(new Presence.Left(name, member));
            }
            return all.isEmpty() ? null : all;
        });
        if (removed[0]) {
            // a join at the same moment may come with it later: then it is kept until the end, and does nothing
            member.forget(new Stay(this, name, member));
            presence.tell(name, member);
        }
        return removed[0];
    }

    List<Subscriber> members(String name) {
        Members present = members.get(name);
        return present == null ? List.of() : present.snapshot();
    }

    void publish(String name, Outbound message) {
        fabric.publish(name, message);
    }

    private void receive(String name, Outbound message) {
        int reached = fanout.deliver(message, members(name));
        if (!broadcastListeners.isEmpty()) {
            Broadcast broadcast = new Broadcast(name, reached, message.bytes());
            broadcastListeners.forEach(listener -> tell(listener, broadcast));
        }
    }

    private static void tell(Broadcast.Listener listener, Broadcast broadcast) {
        try {
            listener.onBroadcast(broadcast);
        } catch (Throwable e) { // the message has gone out: neither its publisher nor the other listeners are concerned
            LOG.log(System.Logger.Level.WARNING, "a broadcast listener threw", e);
        }
    }
}
