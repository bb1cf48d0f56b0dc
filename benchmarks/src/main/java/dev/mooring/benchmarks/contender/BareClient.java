package dev.mooring.benchmarks.contender;

import dev.mooring.tyrus.transport.Connection;
import dev.mooring.tyrus.transport.SendCompletion;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Sends by way of a transport's connection, with one completion for all messages that nobody waits for. */
final class BareClient implements Client, SendCompletion {

    private final Connection connection;
    private final Events events;

    BareClient(Connection connection, Events events) {
        this.connection = connection;
        this.events = events;
    }

    @Override
    public void send(String text) {
        connection.sendText(text, this);
    }

    @Override
    public void sendAndWait(String text) throws IOException {
        Awaited written = new Awaited();
        connection.sendText(text, written);
        try {
            written.done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public void onResult(SendResult result) {
        if (result.isOK()) {
            events.sent();
        } else {
            events.failed(result.getException());
        }
    }

    private static final class Awaited implements SendCompletion {
        private final CountDownLatch done = new CountDownLatch(1);

        @Override
        public boolean isQuick() {
            return true;
        }

        @Override
        public boolean isAwaited() {
            return true;
        }

        @Override
        public void onResult(SendResult result) {
            done.countDown();
        }
    }
}
