package dev.mooring.server.resume;

import dev.mooring.websocket.delivery.Reset;
import org.jspecify.annotations.Nullable;

/**
 * Where the records of resumable sessions are kept, from their first handshake to their end. The default,
 * {@link #inMemory()}, keeps them in this process. An implementation is thread-safe, and bounded.
 */
public interface SessionStore {

    /** Keeps a record; {@code false} when there is no room for one more. */
    boolean add(SessionRecord record);

    /** The record of this session, or {@code null}. */
    @Nullable SessionRecord find(String id);

    /** Forgets a record. With a reason it is remembered for a while that there was one, to say so to its client. */
    void remove(SessionRecord record, @Nullable Reset reason);

    /** Why this session is no more, as far as that is remembered; else {@link Reset#UNKNOWN}. */
    Reset whyGone(String id);

    /**
     * Takes room for what a session has to keep; {@code false} when there is none. A session that keeps much takes up to an eighth
     * more than that, while there is, so as not to ask for each message.
     */
    boolean take(long bytes);

    /** Gives room back. */
    void giveBack(long bytes);

    /** Ends the records whose window is over. Called by the shared tick, and when a server takes no connections any more. */
    void expire(long now);

    /** How many records there are. */
    int sessions();

    /** For how many bytes they have taken room. */
    long bytes();

    /** At most 10 000 sessions and 256 MiB in this process. */
    static SessionStore inMemory() {
        return inMemory(10_000, 256L << 20);
    }

    /**
     * In this process, within these bounds.
     *
     * @param maxSessions at least 1; a handshake that finds no room is answered with 503
     * @param maxBytes at least 1: unacknowledged messages of all sessions together; a session that finds no room is ended
     */
    static SessionStore inMemory(int maxSessions, long maxBytes) {
        return new InMemorySessionStore(maxSessions, maxBytes);
    }
}
