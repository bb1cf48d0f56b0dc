package dev.mooring.tyrus.resume;

import dev.mooring.websocket.delivery.Receiving;
import dev.mooring.websocket.delivery.Reset;
import org.jspecify.annotations.Nullable;

/**
 * What the server made of our request, for one connection.
 *
 * @param kind what the connection is
 * @param receiving what counts the messages received, {@code null} for {@link Kind#PLAIN}
 * @param received how many messages this side had when it asked
 * @param peerReceived how many of ours the server has
 * @param peerProcessed of how many of them the handlers have returned
 * @param reset why the session before is lost, {@code null} if none is
 */
public record Answer(
        Kind kind,
        @Nullable Receiving receiving,
        long received,
        long peerReceived,
        long peerProcessed,
        @Nullable Reset reset) {

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
