package dev.mooring.tyrus.core;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.glassfish.tyrus.core.ProtocolHandler;
import org.glassfish.tyrus.core.TyrusEndpointWrapper;
import org.glassfish.tyrus.core.TyrusWebSocket;
import org.glassfish.tyrus.core.frame.CloseFrame;
import org.glassfish.tyrus.core.frame.PingFrame;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/** Tyrus's side of one connection, that tells the link how it ends: Tyrus's endpoint, which all connections share, cannot. */
final class TyrusSocket extends TyrusWebSocket {

    private final ProtocolHandler protocol;
    private final TyrusLink link;
    private final Extensions extensions;
    private volatile boolean forgotten;

    TyrusSocket(ProtocolHandler protocol, TyrusEndpointWrapper endpoint, TyrusLink link, Extensions extensions) {
        super(protocol, endpoint);
        this.protocol = protocol;
        this.link = link;
        this.extensions = extensions;
    }

    /** By a close frame, of either side, or because of what Tyrus made of the peer's frames. */
    @Override
    public void onClose(CloseFrame frame) {
        if (!forgotten) {
            link.closedByTyrus(frame.getCloseReason()); // first: Tyrus comes back here with a copy of the reason
        }
        super.onClose(frame);
    }

    @Override
    public void onPing(PingFrame frame) {
        if (!link.answers(frame.getPayloadData())) {
            super.onPing(frame);
        }
    }

    /** The connection is gone. Tyrus's endpoint would keep its session for ever, and there is only one way to end it. */
    void forget() {
        if (!forgotten) {
            forgotten = true;
            protocol.setWriter(Nowhere.INSTANCE);
            extensions.end(); // first: Tyrus waits for what is being compressed
            super.onClose(new CloseFrame(new CloseReason(CloseCodes.CLOSED_ABNORMALLY, null)));
        }
    }

    /** Refuses the close frame that Tyrus writes in any case, and whatever else is still sent. */
    private static final class Nowhere extends Writer {
        static final Nowhere INSTANCE = new Nowhere();

        @Override
        public void write(ByteBuffer frame, CompletionHandler<ByteBuffer> completion) {
            completion.failed(new IOException("the connection is closed"));
        }

        @Override
        public void close() {}
    }
}
