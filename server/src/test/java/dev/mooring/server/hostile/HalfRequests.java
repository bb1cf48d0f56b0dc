package dev.mooring.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Connections that sent half a request and then nothing, in a process of their own, for each takes a descriptor. */
public final class HalfRequests implements AutoCloseable {

    private final Process process;

    private HalfRequests(Process process) {
        this.process = process;
    }

    /** Returns when all are connected. */
    public static HalfRequests start(int port, int count) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        Path.of(HalfRequests.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                                .toString(),
                        HalfRequests.class.getName(),
                        Integer.toString(port),
                        Integer.toString(count))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.getInputStream().read()).as("all connected").isEqualTo('o');
        return new HalfRequests(process);
    }

    /** Arguments: port, number of connections. Ends with its standard input. */
    public static void main(String[] args) throws IOException {
        byte[] half = "GET /echo HTTP/1.1\r\nHost: localhost\r\nUpgrade: webso".getBytes(StandardCharsets.US_ASCII);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        List<SocketChannel> held = new ArrayList<>();
        for (int i = Integer.parseInt(args[1]); i > 0; i--) {
            SocketChannel client = SocketChannel.open(address);
            client.write(ByteBuffer.wrap(half));
            held.add(client);
        }
        System.out.print('o');
        System.out.flush();
        while (System.in.read() >= 0) {
            // nobody writes: it waits for the end
        }
        for (SocketChannel client : held) {
            client.close();
        }
    }

    @Override
    public void close() throws Exception {
        process.destroyForcibly().waitFor();
    }
}
