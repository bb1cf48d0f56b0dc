package dev.mooring.websocket.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.mooring.websocket.CircuitChanged;
import dev.mooring.websocket.CircuitState;
import dev.mooring.websocket.ConnectionException;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.OnCircuitChange;
import dev.mooring.websocket.OnRetry;
import dev.mooring.websocket.OnStateChange;
import dev.mooring.websocket.Opened;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.SessionListener;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.StateChanged;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnnotatedLifecycleTest {

    private static final Instant NOW = Instant.EPOCH;
    private static final CloseReason GOING_AWAY = new CloseReason(CloseCodes.GOING_AWAY, "bye");
    private static final RetryScheduled RETRY = new RetryScheduled(
            "s",
            NOW,
            1,
            10,
            Duration.ofSeconds(1),
            new ConnectionException(Failure.of(Failure.Kind.LOST, "lost", null)));
    private static final StateChanged STATE =
            new StateChanged("s", NOW, SessionState.CONNECTING, SessionState.OPEN, null);
    private static final CircuitChanged CIRCUIT =
            new CircuitChanged("s", NOW, "h:1", CircuitState.CLOSED, CircuitState.OPEN);
    private static final SessionEvent OTHER = new Opened("s", NOW, 1, "ws://h", Duration.ZERO);

    @Test
    void everyCallIsMadeWithinTheContext() throws Exception {
        Everything endpoint = new Everything();
        List<Integer> callsSoFar = new ArrayList<>();
        AnnotatedEndpoint annotated = AnnotatedEndpoint.client(Everything.class, endpoint, call -> {
            callsSoFar.add(endpoint.calls.size());
            Object result = call.proceed();
            callsSoFar.add(endpoint.calls.size());
            return result;
        });
        FakeSession fake = new FakeSession();
        annotated.attach(fake.session);
        annotated.onOpen(fake.session, annotated.clientConfig());
        annotated.onEvent(RETRY);
        assertThat(callsSoFar).containsExactly(0, 1, 1, 2);
        assertThat(annotated.session()).isSameAs(fake.session);
    }

    @Test
    void everyCallbackGetsWhatItTakes() throws Exception {
        Everything endpoint = new Everything();
        AnnotatedEndpoint annotated = AnnotatedEndpoint.client(endpoint);
        FakeSession fake = new FakeSession();
        annotated.attach(fake.session);
        ClientEndpointConfig config = annotated.clientConfig();
        IOException failure = new IOException("x");

        annotated.onEvent(STATE);
        annotated.onEvent(RETRY);
        annotated.onEvent(CIRCUIT);
        annotated.onEvent(OTHER);
        annotated.onOpen(fake.session, config);
        annotated.onError(fake.session, failure);
        annotated.onClose(fake.session, GOING_AWAY);

        assertThat(endpoint.calls)
                .containsExactly(
                        List.of(STATE, fake.session),
                        List.of(fake.session, RETRY),
                        List.of(CIRCUIT),
                        List.of(fake.session, config),
                        List.of(failure, fake.session),
                        List.of(GOING_AWAY, fake.session));
    }

    @Test
    void endpointThatIsAListenerHearsAllEvents() throws Exception {
        Listening endpoint = new Listening();
        AnnotatedEndpoint annotated = AnnotatedEndpoint.client(endpoint);
        FakeSession.of(annotated);
        annotated.onEvent(RETRY);
        annotated.onEvent(OTHER);
        assertThat(endpoint.heard).containsExactly(RETRY, OTHER);
    }

    @ClientEndpoint
    public static class Listening implements SessionListener {
        final List<SessionEvent> heard = new ArrayList<>();

        @Override
        public void onEvent(SessionEvent event) {
            heard.add(event);
        }
    }

    @Test
    void parametersAreOptional() throws Exception {
        Bare endpoint = new Bare();
        AnnotatedEndpoint annotated = AnnotatedEndpoint.client(endpoint);
        FakeSession fake = FakeSession.of(annotated);
        annotated.onEvent(RETRY);
        annotated.onEvent(STATE);
        annotated.onEvent(CIRCUIT);
        annotated.onClose(fake.session, GOING_AWAY);
        assertThat(endpoint.calls).containsExactly("open", "retry", "state", "circuit", "close");
    }

    @Test
    void endpointWithoutMethodsIsFine() throws Exception {
        AnnotatedEndpoint annotated = AnnotatedEndpoint.client(new Empty());
        FakeSession fake = FakeSession.of(annotated);
        annotated.onEvent(RETRY);
        annotated.onClose(fake.session, GOING_AWAY);
        assertThat(fake.errors).isEmpty();
    }

    @Test
    void whatAnyMethodThrowsGoesToOnErrorItself() throws Exception {
        Throwing endpoint = new Throwing();
        AnnotatedEndpoint annotated = AnnotatedEndpoint.client(endpoint);
        FakeSession fake = FakeSession.of(annotated);
        fake.dispatcher.text("x", true);
        annotated.onEvent(RETRY);
        annotated.onClose(fake.session, GOING_AWAY);
        assertThat(endpoint.failures)
                .extracting(Throwable::getMessage)
                .containsExactly("open", "text", "retry", "close");
        assertThat(endpoint.failures.get(0)).isExactlyInstanceOf(IOException.class);
        assertThat(endpoint.failures.get(1)).isExactlyInstanceOf(AssertionError.class);
        assertThat(fake.errors).isEmpty();
    }

    @Test
    void withoutOnErrorFailuresAreLoggedWithTheMethod() throws Exception {
        try (LogRecorder log = new LogRecorder(AnnotatedEndpoint.class)) {
            AnnotatedEndpoint annotated = AnnotatedEndpoint.client(new ThrowingUnheard());
            FakeSession fake = FakeSession.of(annotated);
            fake.dispatcher.text("x", true);
            annotated.onError(fake.session, new IOException("from elsewhere"));
            assertThat(log.warnings()).hasSize(2);
            assertThat(log.warnings().get(0).getMessage()).contains("ThrowingUnheard.text(String)", "without @OnError");
            assertThat(log.warnings().get(0).getThrown()).hasMessage("text");
            assertThat(log.warnings().get(1).getMessage()).contains("ThrowingUnheard");
            assertThat(log.warnings().get(1).getThrown()).hasMessage("from elsewhere");
        }
    }

    @Test
    void failureInOnErrorIsLoggedAndGoesNoFurther() throws Exception {
        try (LogRecorder log = new LogRecorder(AnnotatedEndpoint.class)) {
            AnnotatedEndpoint annotated = AnnotatedEndpoint.client(new ThrowingInOnError());
            FakeSession fake = FakeSession.of(annotated);
            annotated.onError(fake.session, new IOException("first"));
            assertThat(log.warnings()).singleElement().satisfies(record -> {
                assertThat(record.getMessage()).contains("ThrowingInOnError.error(Throwable)");
                assertThat(record.getThrown()).hasMessage("second");
                assertThat(record.getThrown().getSuppressed())
                        .singleElement()
                        .satisfies(s -> assertThat(s).hasMessage("first"));
            });
        }
    }

    @Test
    void rethrowingOnErrorIsLoggedToo() throws Exception {
        try (LogRecorder log = new LogRecorder(AnnotatedEndpoint.class)) {
            AnnotatedEndpoint annotated = AnnotatedEndpoint.client(new Rethrowing());
            FakeSession fake = FakeSession.of(annotated);
            annotated.onError(fake.session, new IOException("same"));
            assertThat(log.warnings()).hasSize(1);
        }
    }

    @Test
    void clientConfigIsWhatTheAnnotationSays() throws Exception {
        ClientEndpointConfig config = AnnotatedEndpoint.client(new Configured()).clientConfig();
        assertThat(config.getPreferredSubprotocols()).containsExactly("v2", "v1");
        assertThat(config.getDecoders()).isEqualTo(List.of(Price.TextCodec.class));
        assertThat(config.getEncoders()).isEqualTo(List.of(Price.BinaryCodec.class));
        assertThat(config.getConfigurator()).isInstanceOf(WithHeader.class);
    }

    @Test
    void attachComesFirst() throws Exception {
        AnnotatedEndpoint annotated = AnnotatedEndpoint.client(new Everything());
        assertThatIllegalStateException()
                .isThrownBy(() -> annotated.onEvent(RETRY))
                .withMessageContaining("attach");
    }

    @Test
    void sessionOfAnotherTypeIsRefusedByName() throws Exception {
        AnnotatedEndpoint annotated = AnnotatedEndpoint.client(new Everything());
        Session plain = new FakeSession().proxy(Session.class);
        assertThatIllegalStateException()
                .isThrownBy(() -> annotated.attach(plain))
                .withMessageContainingAll("Everything", ResilientSession.class.getName());
    }

    @ClientEndpoint
    static class Everything {
        final List<List<Object>> calls = new ArrayList<>();

        @OnOpen
        public void open(ResilientSession session, EndpointConfig config) {
            calls.add(List.of(session, config));
        }

        @OnClose
        void close(CloseReason reason, Session session) {
            calls.add(List.of(reason, session));
        }

        @OnError
        protected void error(Throwable failure, Session session) {
            calls.add(List.of(failure, session));
        }

        @OnRetry
        private void retry(Session session, RetryScheduled event) {
            calls.add(List.of(session, event));
        }

        @OnStateChange
        public void state(StateChanged event, ResilientSession session) {
            calls.add(List.of(event, session));
        }

        @OnCircuitChange
        public void circuit(CircuitChanged event) {
            calls.add(List.of(event));
        }
    }

    @ClientEndpoint
    static class Bare {
        final List<String> calls = new ArrayList<>();

        @OnOpen
        public void open() {
            calls.add("open");
        }

        @OnClose
        public boolean close() {
            return calls.add("close"); // what it returns is of no interest
        }

        @OnRetry
        public void retry() {
            calls.add("retry");
        }

        @OnStateChange
        public void state() {
            calls.add("state");
        }

        @OnCircuitChange
        public void circuit() {
            calls.add("circuit");
        }
    }

    @ClientEndpoint
    static class Empty {}

    @ClientEndpoint
    static class ThrowingUnheard {
        @OnMessage
        public void text(String message) throws IOException {
            throw new IOException("text");
        }
    }

    @ClientEndpoint
    static class Throwing {
        final List<Throwable> failures = new ArrayList<>();

        @OnOpen
        public void open(ClientEndpointConfig config) throws IOException {
            throw new IOException("open");
        }

        @OnMessage
        public void text(String message) {
            throw new AssertionError("text");
        }

        @OnRetry
        public void retry() {
            throw new IllegalStateException("retry");
        }

        @OnClose
        public void close() {
            throw new IllegalStateException("close");
        }

        @OnError
        public void error(Throwable failure) {
            failures.add(failure);
        }
    }

    @ClientEndpoint
    static class ThrowingInOnError {
        @OnError
        public void error(Throwable failure) {
            throw new IllegalStateException("second");
        }
    }

    @ClientEndpoint
    static class Rethrowing {
        @OnError
        public void error(Throwable failure) throws Throwable {
            throw failure;
        }
    }

    static class WithHeader extends ClientEndpointConfig.Configurator {
        @Override
        public void beforeRequest(Map<String, List<String>> headers) {
            headers.put("X", List.of("y"));
        }
    }

    @ClientEndpoint(
            subprotocols = {"v2", "v1"},
            decoders = Price.TextCodec.class,
            encoders = Price.BinaryCodec.class,
            configurator = WithHeader.class)
    static class Configured {}
}
