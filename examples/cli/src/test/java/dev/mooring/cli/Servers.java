package dev.mooring.cli;

import dev.mooring.testkit.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.regex.Pattern;

/** The jar's own server as a process, for tests to harm. */
final class Servers {

    private static final Pattern READY = Pattern.compile("listening on ws://.*:(\\d+)/");
    private static final Socket TAKEN = taken();

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

    /** A port where nobody listens, and nobody can: it is ours as long as we live. */
    static int refusingPort() {
        return TAKEN.getLocalPort();
    }

    private static Socket taken() {
        try {
            Socket socket = new Socket();
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
