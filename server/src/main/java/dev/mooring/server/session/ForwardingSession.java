package dev.mooring.server.session;

import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import java.util.List;

/** The part of a session that is the container's own and simply passed on. */
abstract class ForwardingSession implements ServerSession {

    final Session raw;

    ForwardingSession(Session raw) {
        this.raw = raw;
    }

    @Override
    public final jakarta.websocket.WebSocketContainer getContainer() {
        return raw.getContainer();
    }

    @Override
    public final String getProtocolVersion() {
        return raw.getProtocolVersion();
    }

    @Override
    public final String getNegotiatedSubprotocol() {
        return raw.getNegotiatedSubprotocol();
    }

    @Override
    public final List<Extension> getNegotiatedExtensions() {
        return raw.getNegotiatedExtensions();
    }

    @Override
    public final boolean isSecure() {
        return raw.isSecure();
    }

    @Override
    public final long getMaxIdleTimeout() {
        return raw.getMaxIdleTimeout();
    }

    @Override
    public final void setMaxIdleTimeout(long milliseconds) {
        IdleTimeout.set(raw, milliseconds);
    }
}
