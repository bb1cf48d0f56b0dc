package dev.mooring.benchmarks.server;

import java.util.Arrays;
import java.util.Locale;

/** The servers that there are to measure with: the neutral one, and Mooring's own half on each server that it is tested on. */
public enum ServerKind {
    NEUTRAL(port -> new NeutralServer(port).start()),
    TYRUS(GuardedTyrus::new),
    UNDERTOW(GuardedUndertow::new),
    JETTY(GuardedJetty::new),
    TOMCAT(GuardedTomcat::new);

    @SuppressWarnings("ImmutableEnumChecker") // constructors, all of them
    private final Start start;

    ServerKind(Start start) {
        this.start = start;
    }

    /** The one that is called so, in small letters. */
    public static ServerKind named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findAny()
                .orElseThrow(() ->
                        new IllegalArgumentException("no server '" + name + "': one of " + Arrays.toString(values())));
    }

    /** Starts one at this port; 0 for any. */
    public RunningServer start(int port) throws Exception {
        return start.at(port);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private interface Start {
        RunningServer at(int port) throws Exception;
    }
}
