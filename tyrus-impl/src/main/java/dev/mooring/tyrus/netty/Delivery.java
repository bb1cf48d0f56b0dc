package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.transport.Connection;
import dev.mooring.tyrus.transport.ConnectionListener;
import dev.mooring.websocket.Failure;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Takes what happens to one connection to its listener: in order, one at a time, on the executor. The event loop goes on
 * meanwhile, until too much waits here; then reading stops, and TCP holds the peer up.
 *
 * <p>What one read of the socket brought is published together at its end, so that a burst of messages costs one task; before, where
 * it is very much.
 */
final class Delivery extends Strand implements ConnectionListener {

    private static final Object[] NONE = {};
    private static final int KEPT = 16;
    private static final Object DELIVERED = new Object();
    private static final System.Logger LOG = System.getLogger(Delivery.class.getName());

    private final ConnectionListener listener;
    private final Pressure pressure = new Pressure();

    // what one read of the socket brings, by the event loop alone
    private @Nullable Object[] gathered = NONE;
    private int count;
    private long size;
    private @Nullable Read read;

    private volatile @Nullable Thread gatherer; // the event loop's, while it gathers

    /** What one read of the socket brought; complete when it is published. */
    private static final class Read {
        long payload;
        int pings;
    }

    /** A part of a message. */
    private record Part(Object content, boolean last) {}

    private record Pong(ByteBuffer data) {}

    Delivery(ConnectionListener listener, Executor executor) {
        super(executor);
        this.listener = listener;
    }

    /** What holds the reading up when too much waits. */
    Pressure pressure() {
        return pressure;
    }

    /** Within the event loop: something was read; what it brings is held together until {@link #publish()}. */
    void batch() {
        if (read == null) {
            gatherer = Thread.currentThread();
            read = new Read();
            add(read, 0);
        }
    }

    /** Within the event loop: so many bytes of the batch are content of data messages. */
    void count(int payload) {
        Read present = read;
        if (present != null) {
            present.payload += payload;
        }
    }

    /** Within the event loop: a ping is in the batch. */
    void countPing() {
        Read present = read;
        if (present != null) {
            present.pings++;
        }
    }

    /** Within the event loop: whether the batch holds so much that it had better be delivered before more is added. */
    boolean isFull() {
        return size > Pressure.HIGH_WATER;
    }

    /** Within the event loop: all of the batch may be delivered. */
    void publish() {
        if (read == null) {
            return;
        }
        add(DELIVERED, 0);
        pressure.add(count, size);
        @Nullable Object[] items = gathered;
        int number = count;
        gathered = NONE; // a handler that runs in place may bring about another read
        count = 0;
        size = 0;
        read = null;
        gatherer = null;
        give(items, number);
        if (items.length <= KEPT && gathered == NONE) {
            Arrays.fill(items, 0, number, null);
            gathered = items;
        }
    }

    /** Runs a task in the place of the listener: what it brings about follows on the same thread. */
    void run(Runnable task) {
        add(task, 0);
    }

    @Override
    public void opened(Connection connection) {
        add((Runnable) () -> listener.opened(connection), 0);
    }

    @Override
    public void failed(Failure failure) {
        add((Runnable) () -> listener.failed(failure), 0);
    }

    @Override
    public void text(String part, boolean last) {
        add(last ? part : new Part(part, false), part.length());
    }

    /** The last part of a message is delivered like a whole one: the listener cannot tell them apart either. */
    @Override
    public void binary(ByteBuffer part, boolean last) {
        add(last ? part : new Part(part, false), part.remaining());
    }

    @Override
    public void pong(ByteBuffer data) {
        add(new Pong(data), data.remaining());
    }

    /** What is read is counted by the batch. */
    @Override
    public void received(long payload, int pings) {}

    @Override
    public void delivered() {}

    @Override
    public void ended(Failure failure) {
        add((Runnable) () -> listener.ended(failure), 0);
    }

    /** In order behind what is being gathered, if it is the event loop that calls; at once otherwise. */
    private void add(Object item, int weight) {
        if (gatherer == Thread.currentThread()) {
            if (count == gathered.length) {
                gathered = Arrays.copyOf(gathered, Math.max(4, 2 * count));
            }
            gathered[count++] = item;
            size += weight;
        } else {
            pressure.add(1, weight);
            give(item);
        }
    }

    @Override
    void take(Object item) {
        int size = size(item); // before, as the listener may read a buffer to its end, or throw
        try {
            tell(item);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "a listener of a connection failed", e);
        } finally {
            pressure.remove(size);
        }
    }

    /** The weight with which it was added. */
    private static int size(Object item) {
        if (item instanceof String text) {
            return text.length();
        } else if (item instanceof ByteBuffer data) {
            return data.remaining();
        } else if (item instanceof Part part) {
            return size(part.content);
        }
        return item instanceof Pong pong ? pong.data.remaining() : 0;
    }

    private void tell(Object item) {
        if (item instanceof String text) {
            listener.text(text, true);
        } else if (item instanceof ByteBuffer data) {
            listener.binary(data, true);
        } else if (item instanceof Part part) {
            tell(part);
        } else if (item instanceof Read begun) {
            listener.received(begun.payload, begun.pings);
        } else if (item == DELIVERED) {
            listener.delivered();
        } else if (item instanceof Pong pong) {
            listener.pong(pong.data);
        } else if (item instanceof Runnable event) {
            event.run();
        }
    }

    private void tell(Part part) {
        if (part.content instanceof String text) {
            listener.text(text, part.last);
        } else {
            listener.binary((ByteBuffer) part.content, part.last);
        }
    }
}
