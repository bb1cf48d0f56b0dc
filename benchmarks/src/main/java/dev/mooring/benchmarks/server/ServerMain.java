package dev.mooring.benchmarks.server;

/** One of the servers as a process: {@code [kind [port]]}, the neutral one at any port unless told otherwise. */
public final class ServerMain {

    private ServerMain() {}

    /** Serves until standard input ends, so that no server outlives who started it. */
    public static void main(String[] args) throws Exception {
        ServerKind kind = args.length == 0 ? ServerKind.NEUTRAL : ServerKind.named(args[0]);
        try (RunningServer server = kind.start(args.length < 2 ? 0 : Integer.parseInt(args[1]))) {
            System.out.println("listening on port " + server.port());
            while (System.in.read() >= 0) {
                // nothing that comes this way means anything
            }
        }
    }
}
