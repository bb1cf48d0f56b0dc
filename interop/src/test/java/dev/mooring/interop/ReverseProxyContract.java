package dev.mooring.interop;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.health.HealthServer;
import dev.mooring.server.testing.Proxy;
import dev.mooring.testkit.DeliveryCheck;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.Resumed;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Resumable delivery through a proxy with its documented configuration: the headers of the upgrade and the unsolicited pongs
 * pass, or nothing would be resumed or acknowledged, and what becomes of the proxy loses nothing.
 */
abstract class ReverseProxyContract {

    private static final int TIMES = 3;

    private final Traffic traffic = Traffic.begin(5);
    private final DeliveryCheck check = traffic.check;
    private final AtomicInteger resumed = new AtomicInteger();
    private Host host;
    private HealthServer health;
    private int port;
    private Proxy proxy;

    @TempDir
    Path directory;

    /** Starts the proxy in front of these two ports. */
    abstract Proxy start(Path directory, int port, int sockets, int health) throws Exception;

    /** The same, and it can reload. */
    abstract Proxy startThatReloads(Path directory, int port, int sockets, int health) throws Exception;

    abstract void reload(Proxy proxy) throws Exception;

    @BeforeEach
    void startServer() throws Exception {
        host = Host.start(Traffic.Endpoint.class);
        health = HealthServer.start(
                host.server().mooring()::health, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        port = Proxy.freePort(); // behind the others, which take any free port too
    }

    @AfterEach
    void stopAll() throws Exception {
        if (proxy != null) { // else there is none to test with
            proxy.close();
        }
        health.close();
        host.close();
    }

    @Test
    void aReloadOfTheProxyLosesNothing() throws Throwable {
        proxy = startThatReloads(directory, port, host.port(), health.port());
        losesNothing(() -> reload(proxy));
    }

    @Test
    void theEndOfTheProxyLosesNothing() throws Throwable {
        proxy = start(directory, port, host.port(), health.port());
        losesNothing(() -> {
            proxy.kill();
            proxy = start(directory, port, host.port(), health.port());
        });
    }

    private void losesNothing(Executable upheaval) throws Throwable {
        try (ResilientContainer container = Clients.impatient()
                        .listener(event -> resumed.addAndGet(event instanceof Resumed ? 1 : 0))
                        .build();
                ResilientSession session = container.connectToServer(new Client(), Host.uri(port, "/traffic"))) {
            await().until(() -> traffic.session.get() != null);
            try (Pump up = Pump.up(check, session, 5);
                    Pump down = Pump.down(check, traffic.session.get(), 5)) {
                for (int i = 0; i < TIMES; i++) {
                    moreMessages(up, down);
                    int before = resumed.get();
                    upheaval.execute();
                    await().atMost(ofSeconds(20)).until(() -> resumed.get() > before && session.isOpen());
                }
                moreMessages(up, down);
                assertThat(up.failure()).isNull();
                assertThat(down.failure()).isNull();
            }
            await().atMost(ofSeconds(20)).until(() -> check.report().isClean());
        }
        System.out.println(getClass().getSimpleName() + ": " + check.report() + ", " + traffic.opened);
        assertThat(traffic.opened.stream().filter("new"::equals)).hasSize(1);
        check.requireClean();
    }

    /** Acknowledged, not only sent: both ways the pongs pass. */
    private static void moreMessages(Pump up, Pump down) {
        long sent = up.acknowledged.get();
        long received = down.acknowledged.get();
        await().atMost(ofSeconds(20))
                .until(() -> up.acknowledged.get() >= sent + 500 && down.acknowledged.get() >= received + 500);
    }
}
