package dev.mooring.benchmarks.contender;

import java.net.URI;

/** A WebSocket client library, set up as its documentation recommends for speed. Thread-safe. */
public interface Contender extends AutoCloseable {

    /** Opens a connection and returns when it is open. */
    Client connect(URI uri, Events events) throws Exception;

    /** Ends all connections and threads. */
    @Override
    void close() throws Exception;
}
