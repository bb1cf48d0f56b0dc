package dev.mooring.benchmarks.server;

import dev.mooring.benchmarks.load.Bout;
import dev.mooring.benchmarks.load.Window;
import jakarta.websocket.RemoteEndpoint;

/** A thread that sends one message again and again, with a bound on those in flight. */
final class Flood {

    private static final int IN_FLIGHT = 8192;

    private final RemoteEndpoint.Async remote;
    private final String message;
    private final Window window = new Window(IN_FLIGHT);
    private final Thread thread = new Thread(this::send, "flood");
    private volatile boolean halted;
    private volatile boolean stopped; // an interrupt alone is not seen: sends after the end complete at once

    Flood(RemoteEndpoint.Async remote, int size) {
        this.remote = remote;
        this.message = "m".repeat(size);
        thread.setDaemon(true);
    }

    Flood start() {
        thread.start();
        return this;
    }

    /** Ends it with a mark. */
    void halt() {
        halted = true;
        stop();
    }

    void stop() {
        stopped = true;
        thread.interrupt();
    }

    private void send() {
        while (!stopped && window.acquire()) {
            remote.sendText(message, result -> window.release());
        }
        if (halted) {
            remote.sendText(Bout.MARK, result -> {});
        }
    }
}
