package dev.mooring.tyrus.transport;

import dev.mooring.websocket.Failure;
import java.nio.ByteBuffer;

/**
 * Hears what happens to one connection. Calls come one at a time, {@code opened} first, {@code ended} last; blocking in one
 * holds up this connection's reading, which is the back-pressure towards the peer.
 */
public interface ConnectionListener {

    /** The upgrade succeeded. */
    void opened(Connection connection);

    /** The attempt failed; there will be no connection. */
    void failed(Failure failure);

    /**
     * Bytes have arrived: a sign of life, even if they make no message whole. Comes before whatever they bring.
     *
     * @param payload how many of them are content of data messages
     * @param pings how many pings are among them
     */
    void received(long payload, int pings);

    /** All that those bytes bring has been told. Follows each {@code received}, before the next. */
    void delivered();

    /** A text message, or a part of one. */
    void text(String part, boolean last);

    /** A binary message, or a part of one. The buffer is the listener's to keep. */
    void binary(ByteBuffer part, boolean last);

    /** A pong. */
    void pong(ByteBuffer data);

    /** The connection ended, by a close frame or without one. */
    void ended(Failure failure);
}
