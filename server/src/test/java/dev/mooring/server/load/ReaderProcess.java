package dev.mooring.server.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@link Readers} in a process of their own, all open when this is made. */
final class ReaderProcess implements AutoCloseable {

    private final Process process;
    private final Socket control;
    private final InputStream signals;

    /** @param frame how many bytes of one frame make a round for each client */
    ReaderProcess(int port, String path, int clients, int frame) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-cp",
                    Path.of(Readers.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI())
                            .toString(),
                    Readers.class.getName()));
            command.addAll(List.of("" + port, path, "" + clients, "" + frame, "" + listener.getLocalPort()));
            process = new ProcessBuilder(command).inheritIO().start();
            listener.setSoTimeout(20_000);
            control = listener.accept();
            control.setSoTimeout(60_000);
            signals = control.getInputStream();
            assertThat(signals.read()).isEqualTo('o');
        }
    }

    /** Waits until all clients have got one frame more. */
    void awaitRound() throws Exception {
        assertThat(signals.read()).isEqualTo('r');
    }

    @Override
    public void close() throws Exception {
        process.destroyForcibly().waitFor();
        control.close();
    }
}
