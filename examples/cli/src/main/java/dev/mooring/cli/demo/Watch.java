package dev.mooring.cli.demo;

import static dev.mooring.cli.Durations.show;

import dev.mooring.cli.Ansi;
import dev.mooring.cli.OneLine;
import dev.mooring.websocket.CircuitChanged;
import dev.mooring.websocket.CircuitState;
import dev.mooring.websocket.Opened;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.SessionListener;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.StateChanged;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Watches the session: tells of it, takes the times, and lets the script wait for what it does. */
final class Watch implements SessionListener {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Narrator narrator;
    private SessionState state = SessionState.CONNECTING;
    private CircuitState circuit = CircuitState.CLOSED;
    private int connections;
    private long lostNanos;
    private long openNanos;
    private String lastCause = "";

    Watch(Narrator narrator) {
        this.narrator = narrator;
    }

    @Override
    public void onEvent(SessionEvent event) {
        tell(event);
        note(event);
    }

    /** How often a connection was opened after the first. */
    synchronized int reconnects() {
        return Math.max(0, connections - 1);
    }

    /** Waits until the session has noticed that its connection is gone; how long after {@code sinceNanos} that was. */
    Duration awaitLost(long sinceNanos) throws InterruptedException, TimeoutException {
        await("notices the fault", () -> lostNanos - sinceNanos > 0);
        return Duration.ofNanos(lostNanos - sinceNanos);
    }

    /** Waits until it is open again; how long after {@code sinceNanos} that was. */
    Duration awaitOpen(long sinceNanos) throws InterruptedException, TimeoutException {
        await("is open again", () -> state == SessionState.OPEN && openNanos - lostNanos > 0);
        return Duration.ofNanos(Math.max(0, openNanos - sinceNanos));
    }

    void awaitCircuit(CircuitState wanted) throws InterruptedException, TimeoutException {
        await("has the circuit breaker " + wanted, () -> circuit == wanted);
    }

    void awaitCause(String part) throws InterruptedException, TimeoutException {
        await("hears of " + part, () -> lastCause.contains(part));
    }

    private synchronized void await(String what, BooleanSupplier condition)
            throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || state.isFinal()) {
                throw new TimeoutException("waited in vain until the session " + what + "; it is " + state);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private synchronized void note(SessionEvent event) {
        if (event instanceof StateChanged change) {
            if (change.from() == SessionState.OPEN) {
                lostNanos = System.nanoTime();
            } else if (change.to() == SessionState.OPEN) {
                openNanos = System.nanoTime();
                connections++;
            }
            state = change.to();
        } else if (event instanceof RetryScheduled retry) {
            lastCause = OneLine.of(retry.cause());
        } else if (event instanceof CircuitChanged change) {
            circuit = change.to();
        }
        notifyAll();
    }

    private void tell(SessionEvent event) {
        if (event instanceof Opened opened) {
            narrator.session(Ansi.GREEN, "open: connection " + opened.epoch());
        } else if (event instanceof RetryScheduled retry) {
            narrator.session(Ansi.YELLOW, OneLine.of(retry.cause()));
            narrator.session(Ansi.YELLOW, "retry " + retry.attempt() + " in " + show(retry.delay()));
        } else if (event instanceof CircuitChanged change) {
            narrator.session(Ansi.YELLOW, "circuit breaker: " + change.from() + " -> " + change.to());
        }
    }
}
