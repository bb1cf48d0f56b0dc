package dev.mooring.testkit;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * A TCP proxy on the loopback interface that does to connections what networks and servers do to them.
 *
 * <pre>{@code
 * try (FaultProxy proxy = FaultProxy.to("localhost", serverPort).start()) {
 *     proxy.onConnection(2).latency(Duration.ofMillis(50)).cutAfter(100);
 *     connect(proxy.port());
 *     proxy.onLive().blackHole();
 *     proxy.refuse();
 *     proxy.heal();
 * }
 * }</pre>
 *
 * <p>Without faults it is transparent: bytes, half-closes and resets go through as they come, in both directions. A
 * client whose connection cannot be passed on to the server is reset.
 *
 * <p>Thread-safe. One daemon thread serves all connections; {@link #close()} leaves neither thread nor descriptor. Once
 * closed, methods throw {@link IllegalStateException}, except for {@code close}, {@code port}, {@code host}, {@code retarget}
 * and the counters.
 */
public final class FaultProxy implements AutoCloseable {
    private static final Logger LOG = System.getLogger(FaultProxy.class.getName());

    private final EventLoop loop;
    private final Listener listener;
    private final InetSocketAddress address;
    private final Tap tap;
    private final Map<Integer, Traffic> traffic = new ConcurrentSkipListMap<>();
    private volatile Supplier<InetSocketAddress> upstream;
    private volatile boolean closed;

    // These belong to the loop's thread.
    private final Plan plan = new Plan();
    private final Map<Integer, Link> links = new TreeMap<>();
    private int accepted;

    private FaultProxy(Supplier<InetSocketAddress> upstream, int port, Tap tap) {
        this.upstream = upstream;
        this.tap = tap;
        loop = new EventLoop("fault-proxy");
        listener = new Listener(loop, port, this::accept);
        try {
            address = loop.call(() -> {
                listener.open();
                return listener.address();
            });
        } catch (RuntimeException e) {
            loop.close();
            throw e;
        }
    }

    /** A proxy to this server. The name is resolved here. */
    public static Builder to(String host, int port) {
        InetSocketAddress server = resolved(host, port);
        return new Builder(() -> server);
    }

    /**
     * A proxy to a server on loopback, whose port is asked for at every connection: it need not be known yet, and may
     * change. The supplier is called on the proxy's thread and must not block.
     */
    public static Builder to(IntSupplier serverPort) {
        return new Builder(() -> new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort.getAsInt()));
    }

    private static InetSocketAddress resolved(String host, int port) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("unknown host: " + host);
        }
        return address;
    }

    /** What can be said about a proxy before it starts. */
    public static final class Builder {
        private final Supplier<InetSocketAddress> upstream;
        private int port;
        private Tap tap = Tap.NONE;

        private Builder(Supplier<InetSocketAddress> upstream) {
            this.upstream = upstream;
        }

        /**
         * The port to listen on; default 0, any free one.
         *
         * @throws IllegalArgumentException if there is no such port
         */
        public Builder listenOn(int newPort) {
            if (newPort < 0 || newPort > 65_535) {
                throw new IllegalArgumentException("port must be between 0 and 65535, but is " + newPort);
            }
            port = newPort;
            return this;
        }

        /** Shows all that is delivered to this tap; default {@link Tap#NONE}. */
        public Builder tap(Tap newTap) {
            tap = newTap;
            return this;
        }

        /**
         * Starts listening on the loopback address.
         *
         * @throws java.io.UncheckedIOException if the port is taken
         */
        public FaultProxy start() {
            return new FaultProxy(upstream, port, tap);
        }
    }

    /** The port it listens on, the same for its whole life. */
    public int port() {
        return address.getPort();
    }

    /** The address it listens on, as a literal. */
    public String host() {
        return address.getAddress().getHostAddress();
    }

    // ---- faults

    /** Faults for the connections that are live at the moment of each call. */
    public Faults onLive() {
        return fault -> command(() -> hit(List.copyOf(links.values()), fault));
    }

    /** Faults for the connections that come later. */
    public Faults onFuture() {
        return fault -> command(() -> plan.add(fault));
    }

    /** Faults for the connections that are live, and for those that come later. */
    public Faults onAll() {
        return fault -> command(() -> {
            hit(List.copyOf(links.values()), fault);
            plan.add(fault);
        });
    }

    /**
     * Faults for the connection with this number, from 1 in the order of acceptance: at once if it is live, at its start
     * if it is still to come, none if it is over.
     *
     * @throws IllegalArgumentException if the number is below 1
     */
    public Faults onConnection(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("connections are numbered from 1: " + number);
        }
        return fault -> command(() -> {
            Link link = links.get(number);
            if (link != null) {
                hit(List.of(link), fault);
            } else if (number > accepted) {
                plan.add(number, fault);
            }
        });
    }

    /** Gives each connection to come the faults of the schedule; its seed is logged at INFO. */
    public FaultProxy follow(FaultSchedule schedule) {
        LOG.log(Level.INFO, () -> "fault proxy " + port() + " follows " + schedule);
        command(() -> plan.follow(schedule));
        return this;
    }

    /**
     * Closes the listening socket: connects are refused, live connections go on. The port stays reserved for this proxy
     * where the system allows it, as Linux does.
     */
    public FaultProxy refuse() {
        command(listener::refuse);
        return this;
    }

    /**
     * Listens again, after {@link #refuse()}.
     *
     * @throws java.io.UncheckedIOException if something else has taken the port
     */
    public FaultProxy reopen() {
        command(listener::open);
        return this;
    }

    /**
     * Ends all faults, present, planned and scheduled, and listens again. Connections that were cut or reset, or have
     * lost bytes in a black hole, stay broken.
     */
    public FaultProxy heal() {
        command(() -> {
            plan.clear();
            listener.open();
            hit(List.copyOf(links.values()), new Fault.Heal());
        });
        return this;
    }

    /** Sends the connections to come to another server. The name is resolved here. */
    public FaultProxy retarget(String host, int port) {
        InetSocketAddress server = resolved(host, port);
        upstream = () -> server;
        return this;
    }

    // ---- counters; they have all that the caller has seen happen

    /** How many connections were accepted since the start. */
    public int accepted() {
        settle();
        return traffic.size();
    }

    /** For how many connections the proxy has a socket open. */
    public int live() {
        settle();
        return (int) traffic.values().stream().filter(Traffic::live).count();
    }

    /**
     * The counters of the connection with this number, live or over.
     *
     * @throws NoSuchElementException if it has not come yet
     */
    public ConnectionStats connection(int number) {
        settle();
        Traffic counters = traffic.get(number);
        if (counters == null) {
            throw new NoSuchElementException("connection " + number + " has not come yet: " + this);
        }
        return counters.snapshot();
    }

    /** The counters of all connections so far, in the order of their acceptance. */
    public List<ConnectionStats> connections() {
        settle();
        return traffic.values().stream().map(Traffic::snapshot).toList();
    }

    /** Closes all sockets and ends the thread. Does nothing the second time. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        loop.call(() -> {
            listener.close();
            List.copyOf(links.values()).forEach(Link::close);
            return true;
        });
        loop.close();
    }

    @Override
    public String toString() {
        long live = traffic.values().stream().filter(Traffic::live).count();
        return "FaultProxy[port " + port() + ", " + live + " live of " + traffic.size() + " accepted" + plan + "]";
    }

    // ---- on the loop's thread

    private void command(Runnable command) {
        loop.call(() -> {
            listener.acceptPending();
            command.run();
            return true;
        });
    }

    /** Lets the loop finish its turn, and accept those that the kernel has connected and nobody has looked at. */
    private void settle() {
        if (!closed) {
            command(() -> {});
        }
    }

    private static void hit(List<Link> targets, Fault fault) {
        for (Link link : targets) {
            link.apply(fault);
            link.pump();
        }
    }

    private void accept(SocketChannel client) {
        int number = ++accepted;
        Traffic counters = new Traffic(number);
        try {
            Link link = new Link(loop, number, client, () -> upstream.get(), counters, tap, () -> {
                links.remove(number);
                counters.ended();
            });
            traffic.put(number, counters);
            links.put(number, link);
            begin(link, number);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "connection " + number + " could not be set up", e);
            closeQuietly(client);
        }
    }

    private void begin(Link link, int number) {
        try {
            plan.take(number).forEach(link::apply);
            link.pump();
        } catch (RuntimeException | Error e) {
            // A generator of faults that fails must not go unnoticed: no test expects its connection to be reset.
            LOG.log(Level.ERROR, "connection " + number + " has no faults, its schedule failed", e);
            link.reset();
        }
    }

    private static void closeQuietly(SocketChannel client) {
        try {
            client.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the socket did not close cleanly", e);
        }
    }
}
