package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.core.TyrusConnection;
import dev.mooring.tyrus.core.TyrusLink;
import io.netty.channel.EventLoop;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A connection that sends whole messages the short way, and asks Tyrus for all else. */
final class NettyConnection extends TyrusConnection {

    private static final int TEXT = 0x81;
    private static final int BINARY = 0x82;

    private final Outbound outbound;
    private final Completions completions;
    private final EventLoop loop;
    private final boolean shortWay;
    private volatile boolean inParts;

    NettyConnection(
            Session session,
            TyrusLink link,
            Outbound outbound,
            Completions completions,
            EventLoop loop,
            boolean shortWay) {
        super(session, link);
        this.outbound = outbound;
        this.completions = completions;
        this.loop = loop;
        this.shortWay = shortWay;
    }

    @Override
    public void sendText(String text, SendHandler completion) {
        if (shortWay && !inParts) {
            // Encoded here, by the caller's thread; what is not encodable becomes a question mark, as everywhere in
            // Java.
            outbound.offer(Outgoing.frame(TEXT, text.getBytes(StandardCharsets.UTF_8), completion));
        } else {
            super.sendText(text, elsewhere(completion));
        }
    }

    @Override
    public void sendBinary(ByteBuffer data, SendHandler completion) {
        if (shortWay && !inParts) {
            outbound.offer(Outgoing.frame(BINARY, data, completion));
        } else {
            super.sendBinary(data, elsewhere(completion));
        }
    }

    @Override
    public void sendPart(String part, boolean last) throws IOException {
        mayBlock();
        inParts = !last;
        super.sendPart(part, last);
    }

    @Override
    public void sendPart(ByteBuffer part, boolean last) throws IOException {
        mayBlock();
        inParts = !last;
        super.sendPart(part, last);
    }

    /** A completion that Tyrus would call on the event loop. */
    private SendHandler elsewhere(SendHandler completion) {
        return (SendResult result) -> completions.call(completion, result.isOK() ? null : result.getException());
    }

    private void mayBlock() throws IOException {
        if (loop.inEventLoop()) {
            throw new IOException(
                    "a message in parts blocks until each is written: not from a callback that runs on the"
                            + " connection's own event loop");
        }
    }
}
