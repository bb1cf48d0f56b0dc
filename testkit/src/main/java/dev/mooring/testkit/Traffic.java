package dev.mooring.testkit;

import java.util.concurrent.atomic.AtomicLong;

/** The counters of a connection, which outlive it. Written by the loop, read by anyone. */
final class Traffic {
    final AtomicLong fromClient = new AtomicLong();
    final AtomicLong toServer = new AtomicLong();
    final AtomicLong fromServer = new AtomicLong();
    final AtomicLong toClient = new AtomicLong();
    private final int number;
    private volatile boolean live = true;

    Traffic(int number) {
        this.number = number;
    }

    boolean live() {
        return live;
    }

    void ended() {
        live = false;
    }

    ConnectionStats snapshot() {
        return new ConnectionStats(number, live, fromClient.get(), toServer.get(), fromServer.get(), toClient.get());
    }
}
