package dev.mooring.tyrus.core;

import static java.util.Objects.requireNonNull;

import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.tyrus.transport.Connection;
import dev.mooring.tyrus.transport.ConnectionListener;
import dev.mooring.websocket.Failure;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.glassfish.tyrus.spi.ClientEngine;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.UpgradeResponse;
import org.jspecify.annotations.Nullable;

/**
 * One connection between Tyrus's engine and our listener. The transport asks it for the upgrade request, gives it the
 * response, says when the socket is gone, and ends the socket when asked to.
 */
public final class TyrusLink {

    /** What the socket of this link can do. */
    public interface Socket {
        /** Closes it at once, with all that was not yet written. Idempotent, never blocks. */
        void abort();
    }

    /** What is needed until the answer is there. */
    private static final class Attempt {
        final ConnectRequest request;
        final ClientEngine engine;

        @Nullable UpgradeRequest asked;

        Attempt(ConnectRequest request, ClientEngine engine) {
            this.request = request;
            this.engine = engine;
        }

        UpgradeRequest ask() {
            UpgradeRequest made = engine.createUpgradeRequest(null);
            asked = made;
            return made;
        }

        /** Tyrus keeps the request while the connection lives; its headers, secrets among them, are of no more use. */
        void forgetHeaders() {
            UpgradeRequest made = asked;
            if (made != null) {
                made.getHeaders().clear();
            }
        }
    }

    /** The most that Tyrus may be given to read at once. */
    public static final int MAX_CHUNK = 1 << 20;

    private static final int FRAME_OVERHEAD = 14;

    private final ConnectionListener listener;
    private @Nullable Attempt
            attempt; // until it is answered: its headers and Tyrus's engine are half of what a link weighs
    private final PayloadMeter meter = new PayloadMeter();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Socket socket;
    private volatile boolean aborted;
    private volatile boolean open;
    private volatile @Nullable CloseReason closing;
    private volatile @Nullable Session session;
    private volatile boolean closeSent;
    private @Nullable Function<Session, Connection> opener; // while the response is processed

    TyrusLink(ConnectRequest request, ConnectionListener listener, Managers managers) throws DeploymentException {
        this.listener = listener;
        // Tyrus counts what it is given and what is left of a frame before, not the frame: a burst must not be too much
        long read = (long) request.maxFrameSize() + FRAME_OVERHEAD + MAX_CHUNK;
        this.attempt = new Attempt(
                request,
                BorrowedEngine.of(
                        managers.forReadsOf((int) Math.min(Integer.MAX_VALUE, read)),
                        new Callbacks(),
                        new UpgradeConfig(request),
                        request.uri()));
    }

    /** The request to send. */
    public UpgradeRequest upgradeRequest() {
        return requireNonNull(attempt).ask();
    }

    /** The socket is connecting; if the attempt was aborted meanwhile it is ended at once. */
    public void connectedBy(Socket newSocket) {
        socket = newSocket;
        if (aborted) {
            newSocket.abort();
        }
    }

    /**
     * Takes the response.
     *
     * @param writer what Tyrus writes its frames to
     * @param connections makes, of Tyrus's session, the connection that the engine gets
     * @return Tyrus's connection, to feed with what is read; {@code null} when the upgrade failed, and has been told
     */
    public org.glassfish.tyrus.spi.@Nullable Connection upgrade(
            UpgradeResponse response,
            org.glassfish.tyrus.spi.Writer writer,
            Function<Session, Connection> connections) {
        Attempt answered = requireNonNull(attempt);
        attempt = null;
        Failure refused = refusal(answered.request, response);
        if (refused != null) {
            fail(refused);
            return null;
        }
        opener = connections;
        ClientEngine.ClientUpgradeInfo info = answered.engine.processResponse(response, writer, reason -> {});
        if (info.getUpgradeStatus() != ClientEngine.ClientUpgradeStatus.SUCCESS) {
            fail(Failure.of(
                    Failure.Kind.HANDSHAKE_BROKEN, "the upgrade response is no proper answer to our request", null));
            return null;
        }
        org.glassfish.tyrus.spi.Connection connection = info.createConnection();
        answered.forgetHeaders();
        return connection;
    }

    /** Bytes were read after the upgrade: they go to Tyrus. In order, one thread at a time. */
    public void received(ByteBuffer data, org.glassfish.tyrus.spi.Connection tyrus) {
        listener.received(meter.count(data));
        try {
            tyrus.getReadHandler().handle(data);
        } finally {
            listener.delivered();
        }
    }

    /** The attempt failed. Only the first word counts. */
    public void fail(Failure failure) {
        if (over.compareAndSet(false, true)) {
            if (open) {
                listener.ended(failure);
            } else {
                listener.failed(failure);
            }
            abort();
        }
    }

    /** The socket is gone: the connection has ended, if nothing said so before. */
    public void socketClosed() {
        CloseReason ours = closing;
        if (!open) {
            fail(Failure.of(Failure.Kind.HANDSHAKE_BROKEN, "the connection broke during the upgrade", null));
        } else if (ours != null) {
            end(Failure.closedByPeer(ours));
        } else {
            end(Failure.of(Failure.Kind.LOST, "connection lost without a close frame", null));
        }
    }

    /**
     * Breaks the open connection off because of what the peer sent, with a close frame. Whoever calls reads no more of the
     * peer's frames.
     */
    public void breakOff(CloseReason reason) {
        end(Failure.brokenOff(reason));
        Session present = session;
        try {
            if (present != null) {
                present.close(reason);
            }
        } catch (IOException | RuntimeException e) {
            abort(); // Tyrus had closed it already
        }
    }

    /** Whether the connection is at its end, by our close frame or otherwise: data that still arrives is nobody's. */
    public boolean isEnding() {
        return closing != null || over.get();
    }

    /** Whether extensions were negotiated, so that frames are not what they seem. Only once it is open. */
    public boolean hasExtensions() {
        Session present = session;
        return present != null && !present.getNegotiatedExtensions().isEmpty();
    }

    /** Ends the socket at once. */
    public void abort() {
        aborted = true;
        Socket present = socket;
        if (present != null) {
            present.abort();
        }
    }

    /**
     * Whether Tyrus may close the socket as it wishes. It wishes so as soon as our close frame is queued, and again when the
     * peer has answered. Only then: a socket that is closed with unread data resets the connection, and what the peer has
     * not read by then is lost to it.
     */
    public boolean mayClose() {
        boolean first = closing != null && !closeSent;
        closeSent = true;
        return !first;
    }

    /** A closing handshake of our own begins: Tyrus calls back at once, but the end is when the peer has answered. */
    void closing(CloseReason reason) {
        closing = reason;
    }

    private void end(Failure failure) {
        if (over.compareAndSet(false, true)) {
            listener.ended(failure);
        }
    }

    private static @Nullable Failure refusal(ConnectRequest request, UpgradeResponse response) {
        int status = response.getStatus();
        if (status != 101) {
            String location = status >= 300 && status < 400 ? response.getFirstHeaderValue("Location") : null;
            return Failure.httpStatus(
                    status,
                    RetryAfter.parse(joined(response, "Retry-After"), Instant.now()),
                    location == null ? null : uri(location),
                    null);
        }
        List<String> wanted = request.config().getPreferredSubprotocols();
        String given = response.getFirstHeaderValue(UpgradeRequest.SEC_WEBSOCKET_PROTOCOL);
        if (!wanted.isEmpty() && (given == null || !wanted.contains(given))) {
            return Failure.of(
                    Failure.Kind.SUBPROTOCOL,
                    "the server accepted none of the subprotocols " + wanted
                            + (given == null ? "" : ", but answered another one")
                            + ": offer one that it speaks, or none",
                    null);
        }
        return null;
    }

    /** Tyrus splits header values at commas, a date too. */
    private static @Nullable String joined(UpgradeResponse response, String header) {
        List<String> values = response.getHeaders().get(header);
        return values == null ? null : String.join(", ", values);
    }

    private static @Nullable URI uri(String location) {
        try {
            return URI.create(location.strip());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** What Tyrus tells its endpoint. */
    private final class Callbacks extends Endpoint {

        @Override
        public void onOpen(Session opened, EndpointConfig config) {
            session = opened;
            // Partial handlers spare the walk through decoders that Tyrus makes for whole ones.
            opened.addMessageHandler(String.class, (MessageHandler.Partial<String>) listener::text);
            opened.addMessageHandler(ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>) listener::binary);
            opened.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>)
                    pong -> listener.pong(pong.getApplicationData()));
            open = true;
            Function<Session, Connection> connections = requireNonNull(opener);
            opener = null;
            listener.opened(connections.apply(opened));
        }

        @Override
        public void onClose(Session closed, CloseReason reason) {
            if (closing == null) {
                end(CloseCodeRepair.failure(reason));
            }
        }

        @Override
        public void onError(Session failed, Throwable failure) {
            System.getLogger(TyrusLink.class.getName())
                    .log(System.Logger.Level.DEBUG, "Tyrus reported an error on the connection", failure);
        }
    }
}
