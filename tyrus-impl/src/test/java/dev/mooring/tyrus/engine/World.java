package dev.mooring.tyrus.engine;

import dev.mooring.testkit.VirtualTime;
import dev.mooring.websocket.Attempt;
import dev.mooring.websocket.CircuitBreakerPolicy;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.FailureClassifier;
import dev.mooring.websocket.FirstMessage;
import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.InitialConnect;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryPolicy;
import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.Ticker;
import dev.mooring.websocket.spi.ContainerOptions;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The engine in a world of its own: virtual time, a scripted transport, callbacks on the thread that causes them. */
final class World {

    static final URI HOME = URI.create("ws://home.example/");

    final VirtualTime time = VirtualTime.create();
    final FakeTransport transport = new FakeTransport();
    final List<SessionEvent> events = new CopyOnWriteArrayList<>();
    final List<SessionEvent> observed = new CopyOnWriteArrayList<>();
    final List<String> forgotten = new CopyOnWriteArrayList<>();

    RetryPolicy retry = RetryPolicy.defaults();
    Heartbeat heartbeat = Heartbeat.off();
    CircuitBreakerPolicy breaker = CircuitBreakerPolicy.off();
    Outbox outbox = Outbox.defaults();
    Delivery delivery = Delivery.bestEffort();
    InitialConnect initial = InitialConnect.retry();

    @Nullable FirstMessage firstMessage;

    Duration sendTimeout = Duration.ofSeconds(10);
    FailureClassifier classifier = FailureClassifier.standard();

    @Nullable Executor executor = Runnable::run;

    @Nullable ScheduledExecutorService scheduler = time.scheduler();

    Consumer<SessionEvent> whenObserved = event -> {};
    Function<Attempt, Map<String, List<String>>> headers = attempt -> Map.of();
    Ticker ticker = time;
    Endpoint endpoint = new Silent();

    private @Nullable EngineContainer container;
    private Supplier<List<ResilientSession>> sessions = List::of;

    /** An endpoint that does nothing. */
    static class Silent extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    }

    EngineContainer container() {
        EngineContainer present = container;
        if (present == null) {
            Observer register = new Observer() {
                @Override
                public void begin(String name, Supplier<List<ResilientSession>> all) {
                    sessions = all;
                }

                @Override
                public void forget(String sessionId) {
                    forgotten.add(sessionId);
                }

                @Override
                public void observe(SessionEvent event, Situation situation) {
                    observed.add(event);
                    whenObserved.accept(event);
                }
            };
            present = new EngineContainer(options(), (name, workers, flowing) -> transport, List.of(register));
            container = present;
        }
        return present;
    }

    /** A new session, connecting or whatever the script has made of it. */
    EngineSession connect() {
        return connect(List.of(HOME));
    }

    EngineSession connect(List<URI> uris) {
        EngineContainer present = container();
        List<ResilientSession> before = sessions.get();
        CompletableFuture<ResilientSession> opened = present.connectAsync(
                        endpoint, ClientEndpointConfig.Builder.create().build(), uris)
                .toCompletableFuture();
        return (EngineSession) sessions.get().stream()
                .filter(session -> !before.contains(session))
                .findFirst()
                .orElseGet(opened::join);
    }

    /** A new session with an open connection. */
    EngineSession open() {
        EngineSession session = connect();
        transport.last().accept();
        return session;
    }

    <T extends SessionEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T extends SessionEvent> T lastEvent(Class<T> type) {
        List<T> all = events(type);
        return all.get(all.size() - 1);
    }

    private ContainerOptions options() {
        return new ContainerOptions(
                retry,
                heartbeat,
                breaker,
                outbox,
                delivery,
                initial,
                Duration.ofSeconds(10),
                sendTimeout,
                attempt -> CompletableFuture.completedStage(headers.apply(attempt)),
                attempt -> CompletableFuture.completedStage(attempt.uri()),
                firstMessage,
                attempt -> SSLContext.getDefault(),
                true,
                null,
                false,
                classifier,
                List.of(events::add),
                executor,
                scheduler,
                ticker,
                "world",
                null);
    }
}
