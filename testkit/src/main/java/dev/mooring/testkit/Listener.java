package dev.mooring.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The listening socket, which can be closed and opened again on the same port. Belongs to the loop's thread. */
final class Listener {
    private static final Logger LOG = System.getLogger(Listener.class.getName());
    private static final int BACKLOG = 1024;
    private static final long PAUSE_NANOS = 100_000_000;

    private final EventLoop loop;
    private final Consumer<SocketChannel> onAccept;
    private InetSocketAddress address;
    private @Nullable ServerSocketChannel channel;
    private @Nullable SelectionKey key;
    private @Nullable Socket placeholder;

    Listener(EventLoop loop, int port, Consumer<SocketChannel> onAccept) {
        this.loop = loop;
        this.onAccept = onAccept;
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    InetSocketAddress address() {
        return address;
    }

    /** Listens, on the port it had before if it had one; does nothing when it listens already. */
    void open() {
        if (channel != null) {
            return;
        }
        try {
            removePlaceholder();
            channel = ServerSocketChannel.open();
            channel.bind(address, BACKLOG);
            address = (InetSocketAddress) channel.getLocalAddress();
            key = loop.register(channel, this::acceptPending);
            want(SelectionKey.OP_ACCEPT);
        } catch (IOException e) {
            close();
            throw new UncheckedIOException("cannot listen on " + address, e);
        }
    }

    /** Accepts whatever the kernel has connected: who has come before a command was given is meant by it. */
    void acceptPending() {
        try {
            while (channel != null) {
                SocketChannel accepted = channel.accept();
                if (accepted == null) {
                    return;
                }
                onAccept.accept(accepted);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a connection could not be accepted", e);
            pauseAccepting();
        }
    }

    /** Out of descriptors, most likely, and still ready: trying again at once would spin. */
    private void pauseAccepting() {
        want(0);
        loop.after(PAUSE_NANOS, () -> want(SelectionKey.OP_ACCEPT));
    }

    private void want(int operations) {
        if (key != null && key.isValid()) {
            key.interestOps(operations);
        }
    }

    void refuse() {
        if (channel != null) {
            close();
            // The closed channel keeps its port until the next selection.
            loop.selectNow();
            placePlaceholder();
        }
    }

    /**
     * Binds the port without listening: connects are refused all the same, and meanwhile neither another process nor
     * the client's own socket can be given it. (A client that tries an unbound port for long connects to itself.)
     */
    private void placePlaceholder() {
        placeholder = new Socket();
        try {
            placeholder.setReuseAddress(true);
            placeholder.bind(address);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the port is free for others while it refuses", e);
            removePlaceholder();
        }
    }

    private void removePlaceholder() {
        try (Socket socket = placeholder) {
            placeholder = null;
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the placeholder did not close cleanly", e);
        }
    }

    void close() {
        removePlaceholder();
        try (ServerSocketChannel socket = channel) {
            channel = null;
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the listening socket did not close cleanly", e);
        }
    }
}
