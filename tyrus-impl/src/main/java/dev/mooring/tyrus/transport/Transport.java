package dev.mooring.tyrus.transport;

import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** Opens connections. Shared by all sessions of a container; thread-safe. */
public interface Transport extends AutoCloseable {

    /**
     * Begins to open a connection and returns; no more than the resolution of the host's name may block. The listener then
     * hears exactly one of {@code opened} and {@code failed}, unless the attempt is aborted first: then it may hear nothing
     * more.
     *
     * @return the attempt, to abort it; aborting an attempt that has become a connection aborts the connection
     */
    Opening open(ConnectRequest request, ConnectionListener listener);

    /**
     * Whether what peers send is being read at present; asked with every beat of the engine. {@code false} while message
     * handlers hold up all threads that read: then silence says nothing about a peer.
     */
    boolean isReading();

    /** Whether listeners hear of messages on the executor that the transport was made with, not on a thread of its own. */
    default boolean deliversOnExecutor() {
        return false;
    }

    /** Ends all connections and threads of this transport; returns when they are gone. */
    @Override
    void close();

    /** Makes the transport of one container. */
    interface Factory {
        /**
         * A transport.
         *
         * @param name what its threads are called
         * @param executor runs what may be the application's code, when the transport's own threads must not be held up by it
         * @param flowing whether the executor's tasks get their turn at present
         */
        Transport create(String name, Executor executor, BooleanSupplier flowing);
    }

    /** An attempt under way. */
    interface Opening {
        /** Ends it at once, without a closing handshake. Idempotent, never blocks. */
        void abort();
    }
}
