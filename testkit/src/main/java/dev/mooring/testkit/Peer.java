package dev.mooring.testkit;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One of the two sockets of a {@link Link}, non-blocking. */
final class Peer {
    private static final Logger LOG = System.getLogger(Peer.class.getName());

    private final SocketChannel channel;
    private final SelectionKey key;
    private boolean broken;

    Peer(EventLoop loop, SocketChannel channel, Runnable onReady) throws IOException {
        this.channel = channel;
        this.key = loop.register(channel, onReady);
        // Latency is ours to add, not Nagle's.
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /** Begins to connect; {@link #finishConnect} says when it is done. */
    void connect(InetSocketAddress address) throws IOException {
        channel.connect(address);
    }

    boolean finishConnect() throws IOException {
        return channel.finishConnect();
    }

    boolean isConnected() {
        return channel.isConnected() && channel.isOpen();
    }

    boolean isConnecting() {
        return channel.isConnectionPending();
    }

    int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    int write(ByteBuffer source) throws IOException {
        try {
            return channel.write(source);
        } catch (IOException e) {
            broken = true;
            throw e;
        }
    }

    /** Whether a write has failed: the kernel then reports the reset there, and to later reads a mere end of stream. */
    boolean isBroken() {
        return broken;
    }

    void wantConnect() {
        key.interestOps(SelectionKey.OP_CONNECT);
    }

    void want(boolean read, boolean write) {
        if (key.isValid()) {
            key.interestOps((read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0));
        }
    }

    /** Sends a FIN and still reads. */
    void shutdownOutput() {
        try {
            if (isConnected()) {
                channel.shutdownOutput();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the peer is gone already", e);
        }
    }

    /** Sends an RST. */
    void reset() {
        try {
            if (channel.isOpen()) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the peer is gone already", e);
        }
        close();
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the socket did not close cleanly", e);
        }
    }
}
