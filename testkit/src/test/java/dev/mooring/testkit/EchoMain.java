package dev.mooring.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server for {@link ServerProcessTest}: echoes one connection after the other, or misbehaves as its argument says. */
final class EchoMain {
    private EchoMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        String mode = args.length == 0 ? "echo" : args[0];
        System.err.println("starting to " + mode);
        if (mode.equals("die")) {
            System.exit(3);
        }
        if (mode.equals("mute")) {
            Thread.currentThread().join();
        }
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            System.out.println((mode.equals("echo") ? "listening on port " : mode) + server.getLocalPort());
            while (true) {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().transferTo(socket.getOutputStream());
                }
            }
        }
    }
}
