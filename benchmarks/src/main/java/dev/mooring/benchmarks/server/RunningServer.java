package dev.mooring.benchmarks.server;

/** A server on loopback, at work until it is closed. */
public interface RunningServer extends AutoCloseable {

    int port();
}
