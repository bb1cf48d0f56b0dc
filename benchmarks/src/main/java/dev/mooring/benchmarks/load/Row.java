package dev.mooring.benchmarks.load;

import java.util.List;
import java.util.stream.Stream;

/**
 * One row of the table.
 *
 * @param size of each message in bytes
 * @param window messages in flight on each connection
 */
public record Row(String name, Kind kind, int size, int connections, int window) {

    /** What is measured. */
    public enum Kind {
        /** Asynchronous sends to a peer that swallows them. */
        SEND,
        /** Blocking sends to a peer that swallows them. */
        SEND_AND_WAIT,
        /** A peer that floods. */
        RECEIVE,
        /** Each message sent when an answer has come, from the handler. */
        ECHO
    }

    private static final int SMALL = 64;
    private static final int LARGE = 1024;
    private static final int IN_FLIGHT = 128;
    private static final int MANY_IN_FLIGHT = 8192;
    private static final int MOST_IN_FLIGHT = 65_536;

    /** The rows of the standard table. */
    public static final List<Row> ALL = List.of(
            new Row("send-64", Kind.SEND, SMALL, 1, IN_FLIGHT),
            new Row("send-1k", Kind.SEND, LARGE, 1, IN_FLIGHT),
            new Row("basic-64", Kind.SEND_AND_WAIT, SMALL, 1, 1),
            new Row("basic-1k", Kind.SEND_AND_WAIT, LARGE, 1, 1),
            new Row("receive-64", Kind.RECEIVE, SMALL, 1, 1),
            new Row("receive-1k", Kind.RECEIVE, LARGE, 1, 1),
            new Row("pingpong-64", Kind.ECHO, SMALL, 1, 1),
            new Row("pingpong-1k", Kind.ECHO, LARGE, 1, 1),
            new Row("echo-64", Kind.ECHO, SMALL, 1, 32),
            new Row("echo-1k", Kind.ECHO, LARGE, 1, 32),
            new Row("echo50-64", Kind.ECHO, SMALL, 50, 8),
            new Row("echo50-1k", Kind.ECHO, LARGE, 50, 8));

    /**
     * With so many in flight that a sender seldom waits for acknowledgements, which come for a hundred messages and more at
     * once, and on a busy machine late: else its pauses would be measured. The last needs a larger outbox than the default.
     */
    public static final List<Row> STREAMS = List.of(
            new Row("stream-64", Kind.SEND, SMALL, 1, MANY_IN_FLIGHT),
            new Row("stream-1k", Kind.SEND, LARGE, 1, MANY_IN_FLIGHT),
            new Row("deep-64", Kind.SEND, SMALL, 1, MOST_IN_FLIGHT));

    public static List<String> names() {
        return ALL.stream().map(Row::name).toList();
    }

    public static Row of(String name) {
        return Stream.concat(ALL.stream(), STREAMS.stream())
                .filter(row -> row.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no row " + name));
    }

    /** Whether one message is there and back before the next: what is of interest is how long that takes. */
    public boolean isPingPong() {
        return kind == Kind.ECHO && window == 1;
    }

    String path() {
        return switch (kind) {
            case SEND, SEND_AND_WAIT -> "/sink";
            case RECEIVE -> "/flood?size=" + size;
            case ECHO -> "/echo";
        };
    }
}
