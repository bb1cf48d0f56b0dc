package dev.mooring.cli.demo;

import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SendOptions;
import dev.mooring.websocket.SessionState;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.util.BitSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Numbered lines at a steady rate, whatever the connection does; and what comes back of them. */
final class Stream extends Endpoint implements MessageHandler.Whole<String>, AutoCloseable {

    private static final long EVERY_MILLIS = 10;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "demo-stream");
        thread.setDaemon(true);
        return thread;
    });
    private final BitSet back = new BitSet();
    private final BitSet parked = new BitSet();
    private int sent;
    private int reported;
    private int highest;
    private int repeated;
    private int outOfOrder;

    /**
     * The figures so far.
     *
     * @param sent handed to the session
     * @param received come back, each counted once
     * @param reported of those that did not come back, how many the session said it could not send
     * @param parked handed over while there was no connection
     * @param parkedLost of those, how many did not come back
     * @param repeated come back more than once
     * @param outOfOrder come back after a later one
     */
    record Figures(int sent, int received, int reported, int parked, int parkedLost, int repeated, int outOfOrder) {
        int lost() {
            return sent - received;
        }
    }

    void start(ResilientSession session) {
        clock.scheduleAtFixedRate(() -> send(session), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Sends no more, and waits until all that was sent has come back, or nothing has for a second. */
    void finish() throws InterruptedException {
        clock.shutdown();
        clock.awaitTermination(1, TimeUnit.SECONDS);
        synchronized (this) {
            int before = -1;
            while (back.cardinality() < sent && back.cardinality() != before) {
                before = back.cardinality();
                wait(1_000);
            }
        }
    }

    synchronized Figures figures() {
        BitSet parkedLost = (BitSet) parked.clone();
        parkedLost.andNot(back);
        return new Figures(
                sent,
                back.cardinality(),
                reported,
                parked.cardinality(),
                parkedLost.cardinality(),
                repeated,
                outOfOrder);
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        if (session.getMessageHandlers().isEmpty()) { // they stay with the session when it reconnects
            session.addMessageHandler(String.class, this);
        }
    }

    @Override
    public synchronized void onMessage(String line) {
        int number = Integer.parseInt(line.substring(line.indexOf(' ') + 1));
        if (back.get(number)) {
            repeated++;
        } else if (number < highest) {
            outOfOrder++;
        }
        back.set(number);
        highest = Math.max(highest, number);
        if (back.cardinality() == sent) {
            notifyAll();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void send(ResilientSession session) {
        int number;
        synchronized (this) {
            number = ++sent;
            parked.set(number, session.state() != SessionState.OPEN);
        }
        session.send("line " + number, SendOptions.NONE).whenComplete((written, failure) -> {
            if (failure != null) {
                notWritten();
            }
        });
    }

    private synchronized void notWritten() {
        reported++;
    }
}
