package dev.mooring.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.Opened;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.StateChanged;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A customizer that fails is asked again at the next use, and the failed call has left nothing. */
class FailingCustomizerTest {

    @Test
    void theNextUseObservesEachEventOnce() throws Exception {
        FailsOnce.FAILED.set(false);
        try (EchoServer server = EchoServer.start();
                Application application =
                        Application.of(Desk.class, FailsOnce.class).start()) {
            Desk desk = application.get(Desk.class);
            assertThatThrownBy(() -> desk.container.options()).hasStackTraceContaining("not this time");
            try (ResilientSession session = desk.container.connectToServer(
                    new Silent(), ClientEndpointConfig.Builder.create().build(), server.uri())) {
                assertThat(session.isOpen()).isTrue();
            }
            await().until(() -> desk.events.stream()
                    .anyMatch(event -> event instanceof StateChanged change && change.to() == SessionState.CLOSED));
            assertThat(desk.events).filteredOn(Opened.class::isInstance).hasSize(1);
        }
    }

    static final class Silent extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    }

    /** A client without an endpoint, and an observer of its events. */
    @Singleton
    public static class Desk {

        @Inject
        @Resilient("quotes")
        ResilientContainer container;

        final List<SessionEvent> events = new CopyOnWriteArrayList<>();

        void any(@Observes @Resilient("quotes") SessionEvent event) {
            events.add(event);
        }
    }

    @Resilient("quotes")
    public static class FailsOnce implements ContainerCustomizer {

        static final AtomicBoolean FAILED = new AtomicBoolean();

        @Override
        public void customize(ResilientContainer.Builder builder) {
            if (FAILED.compareAndSet(false, true)) {
                throw new IllegalStateException("not this time");
            }
        }
    }
}
