package dev.mooring.tyrus.resume;

import dev.mooring.websocket.delivery.Receiving;
import dev.mooring.websocket.delivery.Reset;
import org.jspecify.annotations.Nullable;

/**
 * What the server made of our request, for one connection.
 *
 * @param kind what the connection is
 * @param session the server's name for the session, {@code null} for {@link Kind#PLAIN}
 * @param receiving what counts the messages received, {@code null} for {@link Kind#PLAIN}
 * @param received how many messages this side had when it asked
 * @param told of how many of them the server was told then that their handlers had returned: one less while one runs
 * @param peerReceived how many of ours the server has
 * @param peerProcessed of how many of them the handlers have returned
 * @param reset why the session before is lost, {@code null} if none is, or nobody said
 */
public record Answer(
        Kind kind,
        @Nullable String session,
        @Nullable Receiving receiving,
        long received,
        long told,
        long peerReceived,
        long peerProcessed,
        @Nullable Reset reset) {

    Answer meaning(Kind otherKind, @Nullable Reset otherReset) {
        return new Answer(otherKind, session, receiving, received, told, peerReceived, peerProcessed, otherReset);
    }

    /** What a connection is. */
    public enum Kind {
        /** It takes up the session where the last one left it. */
        RESUMED,
        /** It begins a session. */
        BEGUN,
        /** The server does not speak the protocol. */
        PLAIN
    }
}
