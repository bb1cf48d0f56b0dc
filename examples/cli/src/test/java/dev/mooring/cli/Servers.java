package dev.mooring.cli;

import dev.mooring.testkit.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.regex.Pattern;

/** The jar's own server as a process, for tests to harm. */
final class Servers {

    private static final Pattern READY = Pattern.compile("listening on ws://.*:(\\d+)/");

    private Servers() {}

    static ServerProcess echo() {
        return echo(0);
    }

    static ServerProcess echo(int port) {
        return ServerProcess.of(Main.class)
                .classPath(CliProcess.JAR)
                .jvmArgs("-Xmx128m", "-XX:TieredStopAtLevel=1")
                .args("serve", "--echo", "--port", Integer.toString(port), "--until-stdin-closes")
                .announcedBy(READY)
                .start();
    }

    static String url(ServerProcess server) {
        return "ws://127.0.0.1:" + server.port() + "/echo";
    }

    /** A port where nobody listens. */
    static int refusingPort() {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return taken.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
