package dev.mooring.server.resume;

import dev.mooring.server.topic.EndActions;
import dev.mooring.server.topic.Subscriber;

/** What a session is to its topics beside what it gets: an id, and an end that they hear of. */
abstract class TopicMember implements Subscriber {

    private final String id;
    private final EndActions endActions = new EndActions();

    TopicMember(String id) {
        this.id = id;
    }

    @Override
    public final String getId() {
        return id;
    }

    @Override
    public final void whenEnded(Runnable action) {
        endActions.add(action);
    }

    @Override
    public final void forget(Runnable action) {
        endActions.forget(action);
    }

    /** Tells them. */
    final void tellEnd() {
        endActions.end();
    }
}
