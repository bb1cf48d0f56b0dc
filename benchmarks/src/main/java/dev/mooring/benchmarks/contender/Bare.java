package dev.mooring.benchmarks.contender;

import dev.mooring.tyrus.grizzly.GrizzlyTransport;
import dev.mooring.tyrus.netty.NettyTransport;
import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.tyrus.transport.Transport;
import jakarta.websocket.ClientEndpointConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Mooring's own transports without the engine: what the engine costs is the difference to this. */
final class Bare implements Contender {

    private static final int MAX_FRAME = 16 << 20;
    private static final int THREADS = 16;

    private final Transport transport;
    private final Runnable end;
    private final ClientEndpointConfig config =
            ClientEndpointConfig.Builder.create().build();

    private Bare(Transport transport, Runnable end) {
        this.transport = transport;
        this.end = end;
    }

    static Contender onNetty() {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        return new Bare(new NettyTransport("bare", executor, () -> true), executor::shutdownNow);
    }

    static Contender inPlace() {
        return new Bare(new NettyTransport("bare", Runnable::run, () -> true), () -> {});
    }

    static Contender onGrizzly() {
        return new Bare(new GrizzlyTransport("bare"), () -> {});
    }

    @Override
    public Client connect(URI uri, Events events) throws Exception {
        BareListener listener = new BareListener(events);
        transport.open(
                new ConnectRequest(uri, Map.of(), config, null, true, null, false, Duration.ofSeconds(10), MAX_FRAME),
                listener);
        return new BareClient(listener.awaitOpen(), events);
    }

    @Override
    public void close() throws Exception {
        transport.close();
        end.run();
    }
}
