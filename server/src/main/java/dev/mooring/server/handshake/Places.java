package dev.mooring.server.handshake;

import org.jspecify.annotations.Nullable;

/**
 * The places one connection holds in the limits of its endpoint; given back together and once. Thread-safe. Plain fields
 * and no list: every idle session carries one of these.
 */
final class Places {

    private final Slots total;
    private final Slots perAddress;
    private final Slots perPrincipal;
    private @Nullable String address; // all guarded by this
    private @Nullable String principal;
    private boolean counted;
    private boolean over;

    Places(Slots total, Slots perAddress, Slots perPrincipal) {
        this.total = total;
        this.perAddress = perAddress;
        this.perPrincipal = perPrincipal;
    }

    synchronized boolean takeTotal() {
        counted = !over && total.take(HandshakeGuard.ALL);
        return counted;
    }

    synchronized boolean takeAddress(String key) {
        address = !over && perAddress.take(key) ? key : null;
        return address != null;
    }

    /** Who authenticates twice, by the handshake and by the first message, counts as the latter. */
    synchronized boolean takePrincipal(String name, int more) {
        if (principal != null) {
            perPrincipal.giveBack(principal);
        }
        principal = !over && perPrincipal.take(name, more) ? name : null;
        return principal != null;
    }

    synchronized void giveBack() {
        over = true;
        if (counted) {
            total.giveBack(HandshakeGuard.ALL);
            counted = false;
        }
        if (address != null) {
            perAddress.giveBack(address);
            address = null;
        }
        if (principal != null) {
            perPrincipal.giveBack(principal);
            principal = null;
        }
    }
}
