package dev.mooring.server.handshake;

import java.util.ArrayList;
import java.util.List;

/** The places one connection holds in the limits of its endpoint; given back together and once. Thread-safe. */
final class Places {

    private final List<Runnable> givers = new ArrayList<>(3);
    private boolean over;

    synchronized boolean take(Slots slots, String key) {
        if (over || !slots.take(key)) {
            return false;
        }
        givers.add(() -> slots.giveBack(key));
        return true;
    }

    synchronized void giveBack() {
        over = true;
        givers.forEach(Runnable::run);
        givers.clear();
    }
}
