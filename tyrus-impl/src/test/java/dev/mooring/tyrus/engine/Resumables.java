package dev.mooring.tyrus.engine;

import static java.time.Duration.ofSeconds;

import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.delivery.Reset;
import dev.mooring.websocket.delivery.ResumeResponse;
import org.jspecify.annotations.Nullable;

/** A world with resumable sessions, and what a server answers that has them. */
final class Resumables {

    private static final String ID = "session1";
    private static final String TOKEN = "t".repeat(43);

    final World world = new World();

    /** A session that has begun. */
    EngineSession open(Delivery delivery) {
        world.delivery = delivery;
        EngineSession session = world.connect();
        world.transport.last().accept(begun(null));
        return session;
    }

    EngineSession open() {
        return open(Delivery.resumable());
    }

    /** The connection breaks. */
    void lose() {
        world.transport.last().lose();
    }

    /** The next connection is there, and not open yet. */
    FakeConnection next() {
        world.time.advance(ofSeconds(5));
        return world.transport.last();
    }

    FakeConnection connection() {
        return world.transport.last();
    }

    static ResumeResponse begun(@Nullable Reset reset) {
        return new ResumeResponse(false, ID, TOKEN, 0, 0, reset);
    }

    /** The same of another session. */
    static ResumeResponse of(String id, ResumeResponse answer) {
        return new ResumeResponse(
                answer.resumed(), id, answer.token(), answer.received(), answer.processed(), answer.reset());
    }

    /** The session goes on: so many of our messages have been received, and of so many the handlers have returned. */
    static ResumeResponse resumed(long received, long processed) {
        return new ResumeResponse(true, ID, TOKEN, received, processed, null);
    }
}
