package dev.mooring.server.session;

import dev.mooring.server.topic.Outbound;
import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** The container's session as a wire. */
class RawWire implements Wire {

    private final Session raw;
    private final RemoteEndpoint.Async remote;
    private final boolean pongsNeverBlock;

    RawWire(Session raw) {
        this.raw = raw;
        this.pongsNeverBlock = raw.getClass().getName().startsWith("org.glassfish.tyrus.");
        this.remote = raw.getAsyncRemote();
    }

    @Override
    public void write(Outbound message, SendHandler handler) {
        String text = message.text();
        ByteBuffer data = message.data();
        if (text != null) {
            remote.sendText(text, handler);
        } else if (data != null) {
            remote.sendBinary(data, handler);
        }
    }

    /** The same, returning when it is written or has failed. */
    final void writeBlocking(Outbound message, SendHandler handler) {
        SendResult result = Transfer.OK;
        try {
            RemoteEndpoint.Basic basic = raw.getBasicRemote();
            String text = message.text();
            ByteBuffer data = message.data();
            if (text != null) {
                basic.sendText(text);
            } else if (data != null) {
                basic.sendBinary(data);
            }
        } catch (IOException | RuntimeException e) {
            result = new SendResult(e);
        }
        handler.onResult(result);
    }

    @Override
    public void ping(ByteBuffer payload) throws IOException {
        remote.sendPing(payload);
    }

    /** On Tyrus, in Payara too: its queue takes them. To wake a thread for each costs ten times what it takes to write it. */
    @Override
    public boolean pongsNeverBlock() {
        return pongsNeverBlock;
    }

    @Override
    public void pong(ByteBuffer payload) throws IOException {
        remote.sendPong(payload);
    }

    @Override
    public void close(CloseReason reason) {
        try {
            raw.close(reason);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
