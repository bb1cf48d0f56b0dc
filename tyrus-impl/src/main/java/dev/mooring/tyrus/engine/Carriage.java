package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.transport.Connection;
import java.util.concurrent.atomic.AtomicLong;

/** What a resumable session has handed to one connection. Thread-safe. */
final class Carriage {

    final Connection connection;
    private final AtomicLong written; // the number of the last message that is out
    private final AtomicLong inTransit = new AtomicLong();

    /** A connection that is to get what follows the message with this number. */
    Carriage(Connection connection, long after) {
        this.connection = connection;
        this.written = new AtomicLong(after);
    }

    void shipped(long bytes) {
        inTransit.addAndGet(bytes);
    }

    void written(long bytes) {
        written.incrementAndGet();
        inTransit.addAndGet(-bytes);
    }

    long written() {
        return written.get();
    }

    long inTransit() {
        return inTransit.get();
    }
}
