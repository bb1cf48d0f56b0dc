package dev.mooring.server.handshake;

import dev.mooring.server.resume.Ticket;
import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A handshake that was accepted, and the one session it may become. It travels from the filter to the Configurator to the
 * session, and opens one session once: a second claim, or one after it was given back, fails, so that whatever a container
 * mixes up stays closed. Thread-safe.
 */
public final class Admission implements Decision {

    private enum State {
        RESERVED,
        OPEN,
        OVER
    }

    private final HandshakeGuard guard;
    private final @Nullable Principal principal;
    private final Map<String, String> pathParameters;
    private final @Nullable String remoteAddress;
    private final Places places;
    private final long reservedAt;
    private volatile @Nullable Ticket ticket;
    private State state = State.RESERVED; // guarded by this

    Admission(
            HandshakeGuard guard,
            @Nullable Principal principal,
            Map<String, String> pathParameters,
            @Nullable String remoteAddress,
            Places places,
            long reservedAt) {
        this.guard = guard;
        this.principal = principal;
        this.pathParameters = pathParameters;
        this.remoteAddress = remoteAddress;
        this.places = places;
        this.reservedAt = reservedAt;
    }

    /** The guard that gave it. */
    public HandshakeGuard guard() {
        return guard;
    }

    /** Who the handshake came from, or {@code null} when nobody asked. */
    public @Nullable Principal principal() {
        return principal;
    }

    /** The values of the template's variables. */
    public Map<String, String> pathParameters() {
        return pathParameters;
    }

    /** The client's address, or {@code null} where it is not known. */
    public @Nullable String remoteAddress() {
        return remoteAddress;
    }

    /** Grants a resumable session, on the way to the connection. */
    public void grant(Ticket value) {
        ticket = value;
    }

    /** The resumable session that was granted, or {@code null}. */
    public @Nullable Ticket ticket() {
        return ticket;
    }

    /**
     * Turns the reservation into a session; {@code false} when it is one already, or has been given back. Until the session is
     * {@linkplain #opened among the open ones} the guard remembers it, so that a drain sees it here or there.
     */
    public boolean claim() {
        return change(State.RESERVED, State.OPEN);
    }

    /** The session is among the open ones now. */
    public void opened() {
        guard.forget(this);
    }

    /** Gives the places back, for a handshake that became no session. Does nothing when it became one. */
    public void abandon() {
        if (change(State.RESERVED, State.OVER)) {
            guard.forget(this);
            places.giveBack();
        }
    }

    /** Gives the places back, the session being over. Safe to call again. */
    public void release() {
        if (change(State.OPEN, State.OVER)) {
            guard.forget(this); // it may never have been among the open ones
            places.giveBack();
        }
    }

    /** Takes a place in the limit per principal as well, for one who is known only after the handshake. */
    public boolean admit(Principal late) {
        Ticket granted = ticket;
        return places.takePrincipal(late.getName(), granted != null && granted.takesOver() ? 1 : 0);
    }

    long reservedAt() {
        return reservedAt;
    }

    synchronized boolean isReserved() {
        return state == State.RESERVED;
    }

    private synchronized boolean change(State from, State to) {
        boolean changed = state == from;
        if (changed) {
            state = to;
        }
        return changed;
    }
}
