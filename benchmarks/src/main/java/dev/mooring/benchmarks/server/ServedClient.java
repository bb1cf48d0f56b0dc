package dev.mooring.benchmarks.server;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One connection. Input and output pass through the server's two buffers; only what does not fit is kept here, so that
 * thousands of idle connections cost little. While something waits to be written nothing is read: back-pressure.
 */
final class ServedClient {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer in;
    private final ByteBuffer out;
    private ByteBuffer unread = NOTHING;
    private ByteBuffer unwritten = NOTHING;
    private @Nullable FrameReader reader; // null before the upgrade
    private @Nullable ByteBuffer flood;

    ServedClient(SocketChannel channel, SelectionKey key, ByteBuffer in, ByteBuffer out) {
        this.channel = channel;
        this.key = key;
        this.in = in;
        this.out = out;
    }

    void readable() throws IOException {
        in.clear();
        in.put(unread);
        unread = NOTHING;
        if (channel.read(in) < 0) {
            throw new EOFException();
        }
        in.flip();
        out.clear();
        if (reader == null) {
            upgrade();
        }
        boolean goesOn = reader == null || reader.read(in, out);
        keepUnread();
        write();
        if (!goesOn) {
            throw new EOFException("closed by the client");
        }
    }

    void writable() throws IOException {
        if (unwritten.hasRemaining()) {
            channel.write(unwritten);
            if (unwritten.hasRemaining()) {
                return;
            }
            unwritten = NOTHING;
        }
        if (flood == null) {
            key.interestOps(SelectionKey.OP_READ);
            return;
        }
        if (!flood.hasRemaining()) {
            flood.rewind();
        }
        channel.write(flood);
    }

    private void upgrade() throws IOException {
        Upgrade upgrade = Upgrade.parse(in, out);
        if (upgrade == null) {
            return;
        }
        reader = new FrameReader(upgrade.echoes());
        if (upgrade.floodSize() > 0) {
            flood = Frames.flood(upgrade.floodSize());
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    private void keepUnread() {
        if (in.hasRemaining()) {
            unread = ByteBuffer.allocate(in.remaining()).put(in).flip();
        }
    }

    private void write() throws IOException {
        out.flip();
        // Between two messages of a flood there is no telling: pongs would cut one in two.
        if (out.hasRemaining() && (flood == null || flood.position() == 0)) {
            channel.write(out);
            if (out.hasRemaining()) {
                unwritten = ByteBuffer.allocate(out.remaining()).put(out).flip();
                key.interestOps(flood == null ? SelectionKey.OP_WRITE : key.interestOps());
            }
        }
    }
}
