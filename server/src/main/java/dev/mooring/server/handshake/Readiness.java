package dev.mooring.server.handshake;

/** Whether new handshakes are taken. Thread-safe; once draining, for ever. */
public final class Readiness {

    private volatile boolean draining;

    /** Whether handshakes get 503 from now on. */
    public boolean isDraining() {
        return draining;
    }

    /** Takes no handshake any more. */
    public void startDraining() {
        draining = true;
    }
}
