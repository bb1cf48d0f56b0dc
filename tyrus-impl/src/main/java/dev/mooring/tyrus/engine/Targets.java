package dev.mooring.tyrus.engine;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a session connects to: the servers it was given, in turn, and now and then a detour that one of them named. */
final class Targets {

    private final List<URI> home;
    private final List<URI> ring;
    private volatile URI current;
    private volatile @Nullable URI detour;

    Targets(List<URI> uris) {
        home = List.copyOf(uris);
        ring = new ArrayList<>(uris);
        current = ring.get(0);
    }

    URI current() {
        URI elsewhere = detour;
        return elsewhere == null ? current : elsewhere;
    }

    /** How many places there are besides the present one. */
    int others() {
        return detour == null ? home.size() - 1 : home.size();
    }

    /** The present target failed: a detour is over; of several servers it is tried last. */
    void rotate() {
        if (detour != null) {
            detour = null;
        } else {
            ring.add(ring.remove(0));
            current = ring.get(0);
        }
    }

    /** Goes elsewhere until that fails. */
    void detour(URI elsewhere) {
        detour = elsewhere;
    }

    /** Whether this host and port are among those the application named: only they may be told its secrets. */
    boolean isHome(URI uri) {
        return home.contains(uri)
                || home.stream().anyMatch(known -> endpoint(known).equals(endpoint(uri)));
    }

    /** Host and port, the scheme's own port filled in. */
    static String endpoint(URI uri) {
        int port = uri.getPort() >= 0 ? uri.getPort() : isSecure(uri) ? 443 : 80;
        return uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }

    static boolean isSecure(URI uri) {
        return "wss".equalsIgnoreCase(uri.getScheme());
    }
}
