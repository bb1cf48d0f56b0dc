package dev.mooring.server.load;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A process of its own with many clients that only read, so that what the server's process burns is the server's alone.
 * Tells by a byte on a control connection when all are open, and each time that all of them have got so many bytes more.
 */
public final class Readers {

    private Readers() {}

    /** Arguments: port, path, number of clients, bytes of one frame, control port. */
    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(args[0]);
        int clients = Integer.parseInt(args[2]);
        long round = (long) clients * Integer.parseInt(args[3]);
        try (Socket control = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[4]));
                Selector selector = Selector.open()) {
            OutputStream out = control.getOutputStream();
            for (int i = 0; i < clients; i++) {
                SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                handshake(channel, port, args[1]);
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ);
            }
            out.write('o');
            count(selector, round, out);
        }
    }

    private static void count(Selector selector, long round, OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
        long received = 0;
        while (true) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                buffer.clear();
                int n = ((SocketChannel) key.channel()).read(buffer);
                if (n < 0) {
                    return;
                }
                received += n;
            }
            selector.selectedKeys().clear();
            for (; received >= round; received -= round) {
                out.write('r');
            }
        }
    }

    private static void handshake(SocketChannel channel, int port, String path) throws IOException {
        channel.write(ByteBuffer.wrap(("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Sec-WebSocket-Version: 13\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII)));
        ByteBuffer one = ByteBuffer.allocate(1);
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            one.clear();
            if (channel.read(one) < 0) {
                throw new IOException("refused: " + head);
            }
            head.append((char) one.get(0));
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("refused: " + head);
        }
    }
}
