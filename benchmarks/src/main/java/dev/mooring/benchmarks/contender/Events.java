package dev.mooring.benchmarks.contender;

/** What a client tells the load. Calls of one client do not overlap, but for {@code sent}, which may come on any thread. */
public interface Events {

    /** A text message has arrived, whole. */
    void received(String text);

    /** A message given to {@link Client#send} has been written. */
    void sent();

    /** The connection is of no use any more. */
    void failed(Throwable failure);
}
