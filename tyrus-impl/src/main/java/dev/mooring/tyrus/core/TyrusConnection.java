package dev.mooring.tyrus.core;

import dev.mooring.tyrus.transport.Connection;
import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A connection by way of Tyrus's session. A transport may send whole messages by a shorter way. */
public class TyrusConnection implements Connection {

    private final Session session;
    private final RemoteEndpoint.Async async;
    private final RemoteEndpoint.Basic basic;
    private final TyrusLink link;

    /** The open connection of this link. */
    public TyrusConnection(Session session, TyrusLink link) {
        this.session = session;
        this.async = session.getAsyncRemote();
        this.basic = session.getBasicRemote();
        this.link = link;
    }

    @Override
    public void sendText(byte[] utf8, SendHandler completion) {
        async.sendText(new String(utf8, StandardCharsets.UTF_8), completion);
    }

    @Override
    public void sendBinary(ByteBuffer data, SendHandler completion) {
        async.sendBinary(data, completion);
    }

    @Override
    public void sendPart(String part, boolean last) throws IOException {
        basic.sendText(part, last);
    }

    @Override
    public void sendPart(ByteBuffer part, boolean last) throws IOException {
        basic.sendBinary(part, last);
    }

    @Override
    public void ping(ByteBuffer data) throws IOException {
        async.sendPing(data);
    }

    @Override
    public void pong(ByteBuffer data) throws IOException {
        async.sendPong(data);
    }

    @Override
    public void close(CloseReason reason) {
        link.closing(reason);
        try {
            session.close(reason);
        } catch (IOException | RuntimeException e) {
            link.abort(); // it cannot even be told: the socket's end is the answer
        }
    }

    @Override
    public void abort() {
        link.abort();
    }

    @Override
    public Session session() {
        return session;
    }
}
