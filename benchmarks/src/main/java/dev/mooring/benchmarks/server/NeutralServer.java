package dev.mooring.benchmarks.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * One thread, one selector, loopback only. Three paths: {@code /echo} answers each message, {@code /sink} swallows them,
 * {@code /flood?size=n} sends text messages of n bytes as fast as they are read.
 */
final class NeutralServer implements RunningServer, Runnable {

    /** Room for the largest message that is echoed. */
    static final int BUFFER = 256 << 10;

    private static final int BACKLOG = 4096;

    private final Selector selector;
    private final ServerSocketChannel acceptor;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);

    /** A server at this port; 0 for any. */
    NeutralServer(int port) throws IOException {
        selector = Selector.open();
        acceptor = ServerSocketChannel.open();
        acceptor.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        acceptor.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
    }

    /** Serves on a thread of its own. */
    NeutralServer start() {
        Thread thread = new Thread(this, "neutral-server");
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    @Override
    public int port() {
        return acceptor.socket().getLocalPort();
    }

    @Override
    public void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::serve);
            }
        } catch (IOException | ClosedSelectorException e) {
            if (selector.isOpen()) {
                throw new IllegalStateException("the neutral server failed", e);
            }
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
                return;
            }
            if (key.isReadable()) {
                client(key).readable();
            }
            if (key.isWritable()) {
                client(key).writable();
            }
        } catch (IOException e) {
            close(key);
        }
    }

    private void accept() throws IOException {
        SocketChannel channel = acceptor.accept();
        while (channel != null) {
            channel.configureBlocking(false);
            channel.socket().setTcpNoDelay(true);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            key.attach(new ServedClient(channel, key, in, out));
            channel = acceptor.accept();
        }
    }

    private static ServedClient client(SelectionKey key) {
        return (ServedClient) key.attachment();
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            key.cancel();
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            close(key);
        }
        selector.close();
    }
}
