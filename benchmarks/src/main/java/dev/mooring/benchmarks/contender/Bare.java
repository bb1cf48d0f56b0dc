package dev.mooring.benchmarks.contender;

import dev.mooring.tyrus.grizzly.GrizzlyTransport;
import dev.mooring.tyrus.netty.NettyTransport;
import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.tyrus.transport.Connection;
import dev.mooring.tyrus.transport.Transport;
import jakarta.websocket.ClientEndpointConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Mooring's own transports without the engine: what the engine costs is the difference to this. */
final class Bare implements Contender {

    private static final int MAX_FRAME = 16 << 20;
    private static final int THREADS = 16;

    private final Transport transport;
    private final Runnable end;
    private final Function<Events, BareListener> receiver;
    private final BiFunction<Connection, Events, Client> sender;
    private final ClientEndpointConfig config =
            ClientEndpointConfig.Builder.create().build();

    private Bare(
            Transport transport,
            Runnable end,
            Function<Events, BareListener> receiver,
            BiFunction<Connection, Events, Client> sender) {
        this.transport = transport;
        this.end = end;
        this.receiver = receiver;
        this.sender = sender;
    }

    static Contender onNetty() {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        return new Bare(
                new NettyTransport("bare", executor, () -> true),
                executor::shutdownNow,
                BareListener::new,
                BareClient::new);
    }

    static Contender inPlace() {
        return new Bare(
                new NettyTransport("bare", Runnable::run, () -> true), () -> {}, BareListener::new, BareClient::new);
    }

    static Contender onGrizzly() {
        return new Bare(new GrizzlyTransport("bare"), () -> {}, BareListener::new, BareClient::new);
    }

    /** Sends and receives by Tyrus's own session, as an application without Mooring would. */
    static Contender sessionOnGrizzly() {
        return new Bare(
                new GrizzlyTransport("bare"),
                () -> {},
                SessionListener::new,
                (connection, events) -> new JakartaClient(connection.session(), events));
    }

    @Override
    public Client connect(URI uri, Events events) throws Exception {
        BareListener listener = receiver.apply(events);
        transport.open(
                new ConnectRequest(
                        uri, Map.of(), config, null, true, null, false, Duration.ofSeconds(10), () -> MAX_FRAME),
                listener);
        return sender.apply(listener.awaitOpen(), events);
    }

    @Override
    public void close() throws Exception {
        transport.close();
        end.run();
    }
}
