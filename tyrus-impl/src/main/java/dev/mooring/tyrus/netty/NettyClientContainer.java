package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.transport.ConnectRequest;
import io.netty.util.concurrent.DefaultThreadFactory;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.glassfish.tyrus.spi.ClientContainer;
import org.glassfish.tyrus.spi.ClientEngine;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.jspecify.annotations.Nullable;

/**
 * Netty under Tyrus's own client, for applications that use that without Mooring's sessions:
 *
 * <pre>{@code
 * ClientManager client = ClientManager.createClient(NettyClientContainer.class.getName());
 * Session session = client.connectToServer(new Prices(), URI.create("wss://feed.example/prices"));
 * }</pre>
 *
 * <p>It heeds these of Tyrus's {@code ClientProperties}: {@code HANDSHAKE_TIMEOUT}, {@code INCOMING_BUFFER_SIZE},
 * {@code PROXY_URI} ({@code http} or {@code socks5}), {@code PROXY_HEADERS} with {@code Proxy-Authorization: Basic},
 * {@code SSL_ENGINE_CONFIGURATOR}, {@code SHARED_CONTAINER_IDLE_TIMEOUT}, and all that Tyrus heeds itself, such as redirects and
 * credentials. What it cannot heed, it refuses with a {@code DeploymentException} that names the property.
 *
 * <p>All connections of one {@code ClientManager} share a few event loops, which end when there has been no connection for
 * {@code SHARED_CONTAINER_IDLE_TIMEOUT} seconds, 30 by default. Endpoints run on other threads, as many as handlers block at
 * once. All threads are daemons. Whole messages take the long way through Tyrus here: the short way, reconnection and all else
 * is {@link dev.mooring.websocket.ResilientContainer}'s. Thread-safe.
 */
public final class NettyClientContainer implements ClientContainer {

    private static final String NAME = "mooring-tyrus-client";
    private static final long THREAD_IDLE_SECONDS = 5;

    /** How long a peer may take to read what was sent before a session was closed, and our close frame. */
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final Executor handlers = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            THREAD_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new DefaultThreadFactory(NAME + "-handler", true));

    // guarded by this
    private @Nullable Loops loops;
    private int lines;
    private long used; // so many lines there have been

    /** Where a line is opened. */
    private record Berth(Loops loops, Handover handover) {}

    private final Duration farewell;

    /** Called by Tyrus. */
    public NettyClientContainer() {
        this(FAREWELL);
    }

    NettyClientContainer(Duration farewell) {
        this.farewell = farewell;
    }

    @Override
    public void openClientSocket(ClientEndpointConfig config, Map<String, Object> properties, ClientEngine engine)
            throws DeploymentException, IOException {
        open(new Attempt(config, properties, engine));
    }

    private void open(Attempt attempt) throws DeploymentException, IOException {
        ClientSettings settings = new ClientSettings(attempt.properties);
        int idle = settings.idleSeconds();
        Berth berth = borrow();
        Handover handover = berth.handover;
        Tls tls = berth.loops.tls();
        Runnable over = () -> giveBack(handover, idle);
        boolean open = false;
        try {
            FrameListener frames = new FrameListener();
            Delivery delivery = new Delivery(frames, handover);
            ClientEngineLayer layer = new ClientEngineLayer(attempt, delivery, frames, farewell, () -> again(attempt));
            UpgradeRequest upgrade = attempt.engine.createUpgradeRequest(attempt::abort);
            if (upgrade == null) {
                return; // without credentials, for instance; the engine has told of it
            }
            ConnectRequest request = settings.request(upgrade.getRequestURI(), attempt.config);
            tls.prepare(request);
            Line line = new Line(layer, delivery, handover, tls);
            layer.connectedBy(line);
            berth.loops.open(line, request, upgrade, over);
            open = true;
        } finally {
            if (!open) {
                over.run();
            }
        }
    }

    /** The engine wants another request to be sent, by a connection of its own: to another place, or with credentials. */
    private void again(Attempt attempt) {
        try {
            open(attempt);
        } catch (DeploymentException | IOException | RuntimeException e) {
            attempt.engine.processError(e);
        }
    }

    private synchronized Berth borrow() throws IOException {
        Loops present = loops;
        if (present == null) {
            present = new Loops(NAME, handlers);
            loops = present;
        }
        Berth berth = new Berth(present, present.next());
        lines++;
        used++;
        return berth;
    }

    private synchronized void giveBack(Handover handover, long idleSeconds) {
        lines--;
        if (lines == 0) {
            long last = used;
            handover.loop().schedule(() -> endUnlessUsed(last), idleSeconds, TimeUnit.SECONDS);
        }
    }

    private synchronized void endUnlessUsed(long last) {
        Loops unused = loops;
        if (unused != null && lines == 0 && used == last) {
            loops = null;
            unused.close(); // on one of its own loops, for which it does not wait
        }
    }
}
