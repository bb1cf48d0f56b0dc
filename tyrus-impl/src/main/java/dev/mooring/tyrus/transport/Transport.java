package dev.mooring.tyrus.transport;

/** Opens connections. Shared by all sessions of a container; thread-safe. */
public interface Transport extends AutoCloseable {

    /**
     * Begins to open a connection and returns; no more than the resolution of the host's name may block. The listener then hears exactly one of {@code opened} and {@code failed},
     * unless the attempt is aborted first: then it may hear nothing more.
     *
     * @return the attempt, to abort it; aborting an attempt that has become a connection aborts the connection
     */
    Opening open(ConnectRequest request, ConnectionListener listener);

    /**
     * Whether what peers send is being read at present; asked with every beat of the engine. {@code false} while message
     * handlers hold up all threads that read: then silence says nothing about a peer.
     */
    boolean isReading();

    /** Ends all connections and threads of this transport; returns when they are gone. */
    @Override
    void close();

    /** An attempt under way. */
    interface Opening {
        /** Ends it at once, without a closing handshake. Idempotent, never blocks. */
        void abort();
    }
}
