package dev.mooring.websocket;

import jakarta.websocket.Session;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/**
 * A WebSocket session that outlives its connections. Id, user properties, message handlers and limits belong to the
 * session and survive reconnection. {@link #isOpen()} is the connection's: it is {@code false} while there is none, yet
 * sending goes on, into the outbox. {@link #close()} is final.
 *
 * <p>Sending: the blocking remote returns when the message is written, or accepted by the outbox; the asynchronous one
 * completes when the message is written. In a resumable session the blocking one returns when the message is kept, and the
 * asynchronous one completes when the peer has acknowledged it. Every {@code Future} and {@code SendHandler} completes exactly
 * once, and no send blocks longer than the send timeout, or than {@link Outbox#blockTimeout()} with {@link Overflow#BLOCK}; a
 * part of a message may take twice the send timeout and a quarter of a second, as first all that was before the message is
 * written.
 *
 * <p>Thread-safe. Any number of threads may send at once; each keeps its own order. Callbacks of one session never
 * overlap.
 */
public interface ResilientSession extends Session {

    /** The container that made this session. */
    @Override
    ResilientContainer getContainer();

    /** Where the session stands. */
    SessionState state();

    /** The same as browsers say it: 0 connecting, 1 open, 2 closing, 3 closed. */
    default int readyState() {
        return state().readyState();
    }

    /** The state of the circuit breaker of the host that this session connects to at present. */
    CircuitState circuitState();

    /** A snapshot of the session's figures. */
    SessionStats stats();

    /** Bytes of payload that were accepted and are not yet written; of a resumable session, not yet acknowledged. */
    long bufferedAmount();

    /**
     * Gives up the present connection, or the present wait, and connects anew at once, retries counted from 1 again. An open
     * circuit still holds the attempt back: {@link #closeCircuit()} first. Does nothing while an attempt is under way, and
     * once the session is closing or has ended.
     */
    void reconnect();

    /** Opens the circuit breaker of the present host by hand: no attempt goes there until the reset time is over. */
    void openCircuit();

    /** Closes the circuit breaker of the present host by hand: attempts go there again. */
    void closeCircuit();

    /** Adds a listener for the events of this session; it hears what happens from now on. */
    void addListener(SessionListener listener);

    /** Takes a listener off again. */
    void removeListener(SessionListener listener);

    /**
     * Completes when the session has ended: normally after CLOSED, with the last {@link ConnectionException} after FAILED.
     * The terminal events have been delivered by then. Cancelling or completing it has no effect on the session.
     */
    CompletionStage<Void> closed();

    /**
     * Sends a text message with options of its own. Half a surrogate pair in it is sent as a question mark, as in any text.
     *
     * <p>What hangs on the stage runs where a {@code SendHandler} is called: on the container's executor, one at a time and in
     * order; on Grizzly, once the message is written, also on the thread that wrote it. It may block, and may use the blocking
     * remote, but must not wait for the stage of another send of this session, which would have its turn behind it. Messages
     * that wait for their turn keep their room in the outbox: where they fill it, a blocking send from in front of them waits in
     * vain, for the send timeout; on Grizzly that may happen from 256 KiB on. On a stage that has completed it runs at once, on
     * the calling thread: so it does when the send is refused.
     *
     * @return completes when the message is written, in a resumable session when it is acknowledged; exceptionally when it
     *     was dropped, rejected or lost with its connection, or will not be acknowledged
     */
    CompletionStage<Void> send(String text, SendOptions options);

    /**
     * Sends a binary message with options of its own, as {@link #send(String, SendOptions)}; the buffer must not change until
     * the stage completes.
     */
    CompletionStage<Void> send(ByteBuffer data, SendOptions options);

    /**
     * Sends one binary message from a stream, in fragments of {@code chunkSize} bytes, so that content of any size passes
     * through a small buffer and pings pass in between. Other data messages wait until it is through, a message heartbeat,
     * too. The stream is read on the container's executor and closed at the end. Not parked: without a connection it fails
     * at once, and a lost connection fails it.
     *
     * <p>With resumable delivery it is collected and kept like any message, so it has to fit into the outbox; the stage
     * completes when it is kept.
     *
     * @throws IllegalArgumentException if the chunk size is less than 1
     */
    CompletionStage<Void> sendStream(InputStream content, int chunkSize);
}
