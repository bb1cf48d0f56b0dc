package dev.mooring.tyrus.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;

/** Both ends of a connection, of which Linux has come to think that they talk to each other. */
public final class Conversation implements AutoCloseable {

    /** Kernels differ in how many answers it takes. */
    private static final int MANY = 20;

    /** Writes something. */
    public interface Writing {
        /** Returns when it is written. */
        void write() throws Exception;
    }

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private Socket peer = new Socket();

    /** Listens for the one connection. */
    public Conversation() throws IOException {}

    /** Where to connect to. */
    public InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** Connected by now, the client answers its peer until the kernel holds its acknowledgements back. */
    public void begin(Writing answer, BooleanSupplier acknowledgesAtOnce) throws Exception {
        peer = server.accept();
        for (int i = 0; i < MANY && acknowledgesAtOnce.getAsBoolean(); i++) {
            ask();
            answer.write();
        }
        assertThat(acknowledgesAtOnce.getAsBoolean())
                .as("acknowledges at once, after answers")
                .isFalse();
    }

    /** The peer sends something. */
    public void ask() throws IOException {
        peer.getOutputStream().write('?');
    }

    /** Whether the kernel acknowledges at once what arrives here. */
    public static boolean acknowledgesAtOnce(SocketChannel channel) {
        try {
            return channel.getOption(QuickAcks.OPTION);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        peer.close();
        server.close();
    }
}
