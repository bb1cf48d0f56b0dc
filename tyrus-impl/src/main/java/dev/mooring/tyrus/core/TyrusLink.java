package dev.mooring.tyrus.core;

import static java.util.Objects.requireNonNull;

import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.tyrus.transport.Connection;
import dev.mooring.tyrus.transport.ConnectionListener;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.Printable;
import jakarta.websocket.CloseReason;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.glassfish.tyrus.core.HandshakeException;
import org.glassfish.tyrus.core.TyrusEndpointWrapper;
import org.glassfish.tyrus.spi.ReadHandler;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.UpgradeResponse;
import org.glassfish.tyrus.spi.Writer;
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

    /** The most that Tyrus may be given to read at once. */
    public static final int MAX_CHUNK = 1 << 20;

    private final ConnectionListener listener;
    private final TyrusEndpointWrapper endpoint;
    private final MaskingKeys keys;
    private @Nullable Upgrade upgrade; // until it is answered: its headers weigh, and are secret
    private final PayloadMeter meter = new PayloadMeter();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Socket socket;
    private volatile boolean aborted;
    private volatile boolean open;
    private volatile @Nullable CloseReason closing;
    private volatile @Nullable Session session;
    private volatile @Nullable TyrusSocket tyrus;
    private volatile @Nullable Consumer<byte[]> answers;

    TyrusLink(ConnectRequest request, ConnectionListener listener, TyrusEndpointWrapper endpoint, MaskingKeys keys) {
        this.listener = listener;
        this.endpoint = endpoint;
        this.keys = keys;
        this.upgrade = new Upgrade(request, this::abort);
    }

    /** The request to send. */
    public UpgradeRequest upgradeRequest() {
        return requireNonNull(upgrade).ask();
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
     * @return what to feed with what is read; {@code null} when the upgrade failed, and has been told
     */
    public @Nullable ReadHandler upgrade(
            UpgradeResponse response, Writer writer, Function<Session, Connection> connections) {
        Upgrade asked = requireNonNull(upgrade);
        upgrade = null;
        Failure refused = refusal(asked, response);
        if (refused != null) {
            fail(refused);
            return null;
        }
        try {
            Upgrade.Result result = asked.answered(response, endpoint, keys, this, writer);
            opened(result.session(), result.socket(), connections);
            return result.input();
        } catch (HandshakeException e) {
            fail(Failure.of(
                    Failure.Kind.HANDSHAKE_BROKEN,
                    "the upgrade response is no proper answer to our request: " + e.getMessage(),
                    e));
            return null;
        }
    }

    private void opened(Session made, TyrusSocket by, Function<Session, Connection> connections) {
        session = made;
        // Partial handlers spare the walk through decoders that Tyrus makes for whole ones.
        made.addMessageHandler(String.class, (MessageHandler.Partial<String>) listener::text);
        made.addMessageHandler(ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>) listener::binary);
        made.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>)
                pong -> listener.pong(pong.getApplicationData()));
        open = true;
        listener.opened(connections.apply(made));
        tyrus = by; // not before: a session that Tyrus forgets meanwhile throws
        if (aborted || over.get()) {
            by.forget(); // it ended before there was anything to forget
        }
    }

    /** From now on pings are answered by this, which is given what they hold, and not by Tyrus. */
    public void answerPingsBy(Consumer<byte[]> answering) {
        answers = answering;
    }

    /** A ping has come to Tyrus; returns whether it is answered. */
    boolean answers(byte[] ping) {
        Consumer<byte[]> answering = answers;
        if (answering != null) {
            answering.accept(ping);
        }
        return answering != null;
    }

    /** Bytes were read after the upgrade: they go to Tyrus. In order, one thread at a time. */
    public void received(ByteBuffer data, ReadHandler input) {
        long payload = meter.count(data);
        if (over.get()) {
            return; // we have said that we close: of what still comes, only the peer's own end matters
        }
        listener.received(payload, meter.takePings());
        try {
            input.handle(data);
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
        forget();
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

    /** How long a frame may be where messages may be so long: longer where extensions were negotiated. Only once it is open. */
    public IntSupplier longestFrame(IntSupplier limit) {
        return Extensions.longestFrame(hasExtensions(), limit);
    }

    /** Ends the socket at once. */
    public void abort() {
        aborted = true;
        Socket present = socket;
        if (present != null) {
            present.abort();
        }
        forget();
    }

    private void forget() {
        TyrusSocket present = tyrus;
        if (present != null) {
            present.forget();
        }
    }

    /** Whether the peer has sent its close frame, as far as {@link #received} was told. */
    public boolean isClosedByPeer() {
        return meter.hasSeenClose();
    }

    /** A closing handshake of our own begins: Tyrus calls back at once, but the end is when the peer has answered. */
    void closing(CloseReason reason) {
        closing = reason;
    }

    /** Tyrus has closed the connection, on its own account or the peer's; or it repeats what we did. */
    void closedByTyrus(CloseReason reason) {
        if (closing == null) {
            end(CloseCodeRepair.failure(reason));
        }
    }

    private void end(Failure failure) {
        if (over.compareAndSet(false, true)) {
            listener.ended(failure);
        }
    }

    private static @Nullable Failure refusal(Upgrade asked, UpgradeResponse response) {
        int status = response.getStatus();
        if (status != 101) {
            String location = status >= 300 && status < 400 ? response.getFirstHeaderValue("Location") : null;
            return Failure.httpStatus(
                    status,
                    RetryAfter.parse(response.getFirstHeaderValue("Retry-After"), Instant.now()),
                    location == null ? null : uri(location),
                    null);
        }
        List<String> wanted = asked.request.config().getPreferredSubprotocols();
        List<String> offered = asked.offered(UpgradeRequest.SEC_WEBSOCKET_PROTOCOL);
        String given = response.getFirstHeaderValue(UpgradeRequest.SEC_WEBSOCKET_PROTOCOL);
        if (given == null ? wanted.isEmpty() : offered.contains(given)) {
            return null;
        }
        // What headers offer may be a token, and so may be what a server echoes of it.
        return Failure.of(
                Failure.Kind.SUBPROTOCOL,
                offered.isEmpty()
                        ? "the server answered the subprotocol " + Printable.of(given)
                                + ", but none was offered: offer it if you speak it"
                        : "the server accepted none of the subprotocols " + wanted
                                + (given == null ? "" : ", but answered another one")
                                + ": offer one that it speaks, or none",
                null);
    }

    private static @Nullable URI uri(String location) {
        try {
            return URI.create(location.strip());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
