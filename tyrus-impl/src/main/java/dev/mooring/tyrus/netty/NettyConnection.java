package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.core.ShortWayConnection;
import dev.mooring.tyrus.core.TyrusLink;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A connection whose messages go out by way of {@link Outbound}, where they meet Tyrus's frames. */
final class NettyConnection extends ShortWayConnection {

    private final Outbound outbound;

    NettyConnection(Session session, TyrusLink link, Outbound outbound, boolean shortWay) {
        super(session, link, shortWay);
        this.outbound = outbound;
    }

    @Override
    protected void sendFrame(int firstByte, byte[] payload, SendHandler completion) {
        outbound.offer(Outgoing.frame(firstByte, payload, completion));
    }

    @Override
    protected void sendFrame(int firstByte, ByteBuffer payload, SendHandler completion) {
        outbound.offer(Outgoing.frame(firstByte, payload, completion));
    }

    /** Tyrus would call it on the event loop. */
    @Override
    protected SendHandler throughTyrus(SendHandler completion) {
        return (SendResult result) ->
                outbound.completions().call(completion, result.isOK() ? null : result.getException());
    }

    @Override
    public void sendPart(String part, boolean last) throws IOException {
        mayBlock();
        super.sendPart(part, last);
    }

    @Override
    public void sendPart(ByteBuffer part, boolean last) throws IOException {
        mayBlock();
        super.sendPart(part, last);
    }

    @Override
    public boolean hasUnwritten() {
        return outbound.hasUnwritten();
    }

    private void mayBlock() throws IOException {
        if (outbound.isOwnLoop()) {
            throw new IOException(
                    "a message in parts blocks until each is written: not from a callback that runs on the"
                            + " connection's own event loop");
        }
    }
}
