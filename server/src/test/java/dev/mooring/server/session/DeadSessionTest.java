package dev.mooring.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.MooringServer;
import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.handshake.Admission;
import dev.mooring.server.handshake.JakartaHandshake;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.websocket.Heartbeat;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a dead connection costs while all workers are held up. No container: one that answers a close ends the session itself. */
class DeadSessionTest {

    private static final int WORKERS = 16;
    private static final long LONGER_THAN_A_CLOSE = TimeUnit.SECONDS.toNanos(4);

    public static final class Pinged extends ResilientConfigurator {
        public Pinged() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .heartbeat(Heartbeat.ping().every(Duration.ofMillis(1)).timeout(Duration.ofMillis(1)))
                    .build());
        }
    }

    @ServerEndpoint(value = "/dead", configurator = Pinged.class)
    public static final class Dead {}

    @Test
    void aDeadConnectionIsDroppedOnceHoweverLongTheWorkersTakeToEndIt() throws Exception {
        AtomicInteger closes = new AtomicInteger();
        CountDownLatch free = new CountDownLatch(1);
        try (MooringServer mooring = MooringServer.create()) {
            mooring.guard(Dead.class);
            ServerRuntime runtime = mooring.runtime();
            EndpointBinding binding = runtime.bindings().iterator().next();
            CountDownLatch held = new CountDownLatch(WORKERS);
            for (int i = 0; i < WORKERS; i++) {
                runtime.workers().execute(() -> {
                    held.countDown();
                    awaitQuietly(free);
                });
            }
            assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
            new GuardedSession(raw(closes), binding, admission(binding)).open();
            CountDownLatch ticked = new CountDownLatch(1);
            runtime.schedule(ticked::countDown, LONGER_THAN_A_CLOSE);
            assertThat(ticked.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(binding.openSessions()).isEqualTo(1);
            await().until(() -> closes.get() > 0); // by a thread of its own
            assertThat(closes).hasValue(1);
            free.countDown();
            await().until(() -> binding.openSessions() == 0);
        } finally {
            free.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Admission admission(EndpointBinding binding) {
        Map<String, Object> results = Map.of("getHeaders", Map.of(), "getRequestURI", URI.create("/dead"));
        HandshakeRequest request =
                proxy(HandshakeRequest.class, (proxy, method, args) -> results.get(method.getName()));
        return (Admission) binding.guard().decide(new JakartaHandshake(request), Map.of());
    }

    private static Session raw(AtomicInteger closes) {
        Map<String, Object> results = Map.of(
                "isOpen",
                true,
                "getMaxIdleTimeout",
                0L,
                "getMaxTextMessageBufferSize",
                0,
                "getMaxBinaryMessageBufferSize",
                0,
                "getUserProperties",
                new ConcurrentHashMap<>());
        return proxy(Session.class, (proxy, method, args) -> {
            if (method.getName().equals("close")) {
                closes.incrementAndGet();
            }
            return results.get(method.getName());
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
