package dev.mooring.websocket;

import java.time.Duration;

/**
 * The bound on messages that were accepted but not yet written, while there is no connection and while the peer reads
 * slower than we send. In a resumable session a message keeps its room until it is acknowledged. A message counts with its
 * payload in bytes (text as UTF-8). Immutable.
 *
 * @param maxMessages how many messages; default 10 000
 * @param maxBytes how many bytes of payload; default 16 MiB
 * @param overflow what a send does when there is no room, but for a blocking one while there is a connection, which waits at most
 *     the send timeout; default {@link Overflow#REJECT}
 * @param blockTimeout how long a send waits for room with {@link Overflow#BLOCK}; default 10 s
 */
public record Outbox(int maxMessages, long maxBytes, Overflow overflow, Duration blockTimeout) {

    /** The most messages an outbox can be asked to hold: 16 777 215. */
    public static final int MAX_MESSAGES = (1 << 24) - 1;

    /** The most bytes an outbox can be asked to hold: just under 512 GiB. */
    public static final long MAX_BYTES = (1L << 39) - 1;

    /** Validates the bounds; zero messages means that nothing is ever parked while there is no connection. */
    public Outbox {
        Checks.within("outbox messages", 0, MAX_MESSAGES, maxMessages);
        Checks.within("outbox bytes", 0, MAX_BYTES, maxBytes);
        Checks.positive("outbox block timeout", blockTimeout);
    }

    /** 10 000 messages, 16 MiB, REJECT. */
    public static Outbox defaults() {
        return new Outbox(10_000, 16 << 20, Overflow.REJECT, Duration.ofSeconds(10));
    }

    /** Room for so many messages. Default 10 000. */
    public static Outbox ofMessages(int messages) {
        Outbox d = defaults();
        return new Outbox(messages, d.maxBytes, d.overflow, d.blockTimeout);
    }

    /** Room for so many bytes of payload. Default 16 MiB. */
    public Outbox ofBytes(long bytes) {
        return new Outbox(maxMessages, bytes, overflow, blockTimeout);
    }

    /** What a send does when there is no room. Default {@link Overflow#REJECT}. */
    public Outbox whenFull(Overflow value) {
        return new Outbox(maxMessages, maxBytes, value, blockTimeout);
    }

    /** {@link Overflow#BLOCK} with a timeout of its own; default 10 s. */
    public Outbox blockFor(Duration timeout) {
        return new Outbox(maxMessages, maxBytes, Overflow.BLOCK, timeout);
    }
}
