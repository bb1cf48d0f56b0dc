package dev.mooring.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.MooringServer;
import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.handshake.Admission;
import dev.mooring.server.handshake.JakartaHandshake;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.websocket.Heartbeat;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of silent connections while all workers are held up. No container: one that answers a close ends the session itself. */
class DeadSessionTest {

    private static final int WORKERS = 16;
    private static final long LONGER_THAN_A_CLOSE = TimeUnit.SECONDS.toNanos(4);
    private static final long SEVERAL_TICKS = TimeUnit.SECONDS.toNanos(1);

    private final Queue<String> events = new ConcurrentLinkedQueue<>();
    private final CountDownLatch free = new CountDownLatch(1);
    private volatile boolean pingHolds;

    public static final class Pinged extends ResilientConfigurator {
        public Pinged() {
            super(withHeartbeat(Heartbeat.ping()));
        }
    }

    @ServerEndpoint(value = "/dead", configurator = Pinged.class)
    public static final class Dead {}

    public static final class Asked extends ResilientConfigurator {
        public Asked() {
            super(withHeartbeat(Heartbeat.message("ping")));
        }
    }

    @ServerEndpoint(value = "/dead", configurator = Asked.class)
    public static final class DeadToMessages {}

    private static ServerPolicy withHeartbeat(Heartbeat kind) {
        return ServerPolicy.builder()
                .allowMissingOrigin()
                .heartbeat(kind.every(Duration.ofMillis(1)).timeout(Duration.ofMillis(1)))
                .build();
    }

    @AfterEach
    void free() {
        free.countDown();
    }

    private void hold(ServerRuntime runtime, int workers) throws Exception {
        CountDownLatch held = new CountDownLatch(workers);
        for (int i = 0; i < workers; i++) {
            runtime.workers().execute(() -> {
                held.countDown();
                awaitQuietly(free);
            });
        }
        assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private static void tickFor(ServerRuntime runtime, long nanos) throws Exception {
        CountDownLatch ticked = new CountDownLatch(1);
        runtime.schedule(ticked::countDown, nanos);
        assertThat(ticked.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aDeadConnectionIsDroppedOnceHoweverLongTheWorkersTakeToEndIt() throws Exception {
        try (MooringServer mooring = MooringServer.create()) {
            mooring.guard(Dead.class);
            ServerRuntime runtime = mooring.runtime();
            EndpointBinding binding = runtime.bindings().iterator().next();
            hold(runtime, WORKERS - 1);
            pingHolds = true; // the last one
            new GuardedSession(raw(binding.counts()), binding, admission(binding)).open();
            await().until(() -> events.contains("ping"));
            tickFor(runtime, LONGER_THAN_A_CLOSE);
            assertThat(binding.openSessions()).isEqualTo(1);
            await().until(() -> events.size() > 1); // by a thread of its own
            assertThat(events).containsExactly("ping", "close of 1 dead");
            free.countDown();
            await().until(() -> binding.openSessions() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Dead.class, DeadToMessages.class})
    void nobodyIsDeadBeforeAWorkerHadTheTimeToPing(Class<?> endpoint) throws Exception {
        try (MooringServer mooring = MooringServer.create()) {
            mooring.guard(endpoint);
            ServerRuntime runtime = mooring.runtime();
            EndpointBinding binding = runtime.bindings().iterator().next();
            hold(runtime, WORKERS);
            new GuardedSession(raw(binding.counts()), binding, admission(binding)).open();
            tickFor(runtime, SEVERAL_TICKS);
            assertThat(events).isEmpty();
            free.countDown();
            await().until(() -> events.size() > 1);
            assertThat(events).containsExactly("ping", "close of 1 dead");
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

    private Session raw(SessionCounts counts) {
        RemoteEndpoint.Async remote = proxy(RemoteEndpoint.Async.class, (proxy, method, args) -> {
            events.add("ping");
            if (args[args.length - 1] instanceof SendHandler handler) {
                handler.onResult(new SendResult());
            }
            if (pingHolds) {
                awaitQuietly(free);
            }
            return null;
        });
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
                new ConcurrentHashMap<>(),
                "getAsyncRemote",
                remote);
        return proxy(Session.class, (proxy, method, args) -> {
            if (method.getName().equals("close")) {
                events.add("close of " + counts.snapshot().get("dead") + " dead");
            }
            return results.get(method.getName());
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
