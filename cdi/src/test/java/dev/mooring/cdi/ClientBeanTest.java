package dev.mooring.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.Opened;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.StateChanged;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A class with {@code @Resilient} and {@code @ClientEndpoint}, on Weld and a real WebSocket server. */
class ClientBeanTest {

    private EchoServer server;
    private Application application;

    @BeforeEach
    void start() throws Exception {
        server = EchoServer.start();
        application = Application.of(Prices.class, Desk.class, Request.class, Traced.Tracer.class, Tokens.class)
                .with("mooring.prices.uri", server.uri())
                .with("mooring.prices.retry.baseDelay", "20ms")
                .start();
        await().until(() -> application.get(Desk.class).session.isOpen());
    }

    @AfterEach
    void stop() {
        application.close();
        server.close();
    }

    @Test
    void isOpenedWithTheApplicationAndClosedWithIt() throws Exception {
        ResilientSession session = application.get(Desk.class).session;
        var ended = session.closed().toCompletableFuture();
        application.close();
        assertThat(ended).isCompleted();
    }

    @Test
    void theInstanceThatIsInjectedIsTheOneThatHears() throws Exception {
        Desk desk = application.get(Desk.class);
        desk.session.getBasicRemote().sendText("hello");
        await().untilAsserted(() -> assertThat(desk.prices.received()).containsExactly("hello"));
    }

    @Test
    void everyCallbackHasARequestContextOfItsOwn() throws Exception {
        Desk desk = application.get(Desk.class);
        desk.session.getBasicRemote().sendText("one");
        desk.session.getBasicRemote().sendText("two");
        await().until(() -> desk.prices.requests().size() == 2);
        assertThat(desk.prices.requests()).doesNotHaveDuplicates();
    }

    @Test
    void interceptorsOfTheEndpointAreCalled() throws Exception {
        application.get(Desk.class).session.getBasicRemote().sendText("hello");
        await().untilAsserted(() -> assertThat(Traced.Tracer.CALLS).contains("price"));
    }

    @Test
    void observersHearTheEventsOfTheirClient() {
        Desk desk = application.get(Desk.class);
        await().untilAsserted(() -> assertThat(desk.opened).hasValue(1));
        server.close();
        await().until(() -> !desk.retries.isEmpty());
        assertThat(desk.events).hasAtLeastOneElementOfType(Opened.class);
        assertThat(desk.other).isEmpty();
        assertThat(desk.session.state()).isNotEqualTo(SessionState.OPEN);
    }

    @Test
    void theContainerHasTheConfiguredOptionsAndThoseOfTheCustomizer() throws Exception {
        ResilientContainer container = application.get(ResilientContainer.class, "prices");
        assertThat(container.options().retry().baseDelay()).hasMillis(20);
        assertThat(application.get(Tokens.class, "prices").asked()).isPositive();
        assertThat(application.get(ResilientContainer.class).options().retry().baseDelay())
                .hasSeconds(1);
    }

    @Test
    void theTimeInAStateIsThatOfItsOwnSessionAlone() throws Exception {
        Client client = application.get(MooringExtension.class).clients().client("prices");
        Desk desk = application.get(Desk.class);
        Duration before = await().until(client::since, since -> since.toMillis() > 100);
        try (ResilientSession another = desk.container.connectToServer(
                new Endpoint() {
                    @Override
                    public void onOpen(Session session, EndpointConfig config) {}
                },
                ClientEndpointConfig.Builder.create().build(),
                server.uri())) {
            String id = another.getId();
            await().until(() -> desk.events.stream()
                    .anyMatch(event ->
                            event instanceof StateChanged && event.sessionId().equals(id)));
            assertThat(client.since()).isGreaterThan(before);
        }
    }

    /** The client under test. */
    @Resilient("prices")
    @ClientEndpoint
    public static class Prices {

        @Inject
        Request request;

        final List<String> received = new CopyOnWriteArrayList<>();
        final List<Integer> requests = new CopyOnWriteArrayList<>();

        @Traced
        @OnMessage
        public void price(String price) {
            received.add(price);
            requests.add(request.number());
        }

        public List<String> received() {
            return received;
        }

        public List<Integer> requests() {
            return requests;
        }
    }

    /** Something that is different in each request. */
    @RequestScoped
    public static class Request {

        private static final AtomicInteger NUMBERS = new AtomicInteger();
        private final int number = NUMBERS.incrementAndGet();

        public int number() {
            return number;
        }
    }

    /** Where all of it is injected and observed. */
    @Singleton
    public static class Desk {

        @Inject
        Prices prices;

        @Inject
        @Resilient("prices")
        ResilientSession session;

        @Inject
        @Resilient("prices")
        ResilientContainer container;

        @Inject
        ResilientContainer unnamed;

        final AtomicInteger opened = new AtomicInteger();
        final List<RetryScheduled> retries = new CopyOnWriteArrayList<>();
        final List<SessionEvent> events = new CopyOnWriteArrayList<>();
        final List<SessionEvent> other = new CopyOnWriteArrayList<>();

        void opened(@Observes @Resilient("prices") Opened event, Request request) {
            opened.addAndGet(request.number() > 0 ? 1 : 0);
        }

        void retry(@Observes @Resilient("prices") RetryScheduled event) {
            retries.add(event);
        }

        void any(@Observes @Resilient("prices") SessionEvent event) {
            events.add(event);
        }

        void other(@Observes @Resilient("other") SessionEvent event) {
            other.add(event);
        }
    }

    /** Adds a header. */
    @Resilient("prices")
    public static class Tokens implements ContainerCustomizer {

        private final AtomicInteger asked = new AtomicInteger();

        public int asked() {
            return asked.get();
        }

        @Override
        public void customize(ResilientContainer.Builder builder) {
            builder.headers(attempt -> Map.of("Authorization", List.of("Bearer " + asked.incrementAndGet())));
        }
    }

    /** An interceptor's binding. */
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Traced {

        /** Remembers what was called. */
        @Traced
        @Interceptor
        @Priority(1)
        class Tracer {

            static final List<String> CALLS = new CopyOnWriteArrayList<>();

            @AroundInvoke
            Object trace(InvocationContext call) throws Exception {
                CALLS.add(call.getMethod().getName());
                return call.proceed();
            }
        }
    }
}
