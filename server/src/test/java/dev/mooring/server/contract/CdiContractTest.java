package dev.mooring.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where CDI runs, it makes the endpoints; one for each session, disposed of with it. */
class CdiContractTest extends ServerContract {

    static final List<String> LIFE = new CopyOnWriteArrayList<>();

    @ApplicationScoped
    public static class Greeter {
        private final AtomicInteger greeted = new AtomicInteger();

        public String greet(String name) {
            return "hello " + name + " " + greeted.incrementAndGet();
        }
    }

    /** A dependent object goes with the endpoint it was made for. */
    @Dependent
    public static class Companion {
        @PreDestroy
        void destroy() {
            LIFE.add("companion destroyed");
        }
    }

    @ServerEndpoint(value = "/injected", configurator = Open.class)
    public static class Injected {

        private final Greeter greeter;

        @Inject
        Companion companion;

        private int messages;

        @Inject
        public Injected(Greeter greeter) {
            this.greeter = greeter;
        }

        @PostConstruct
        void construct() {
            LIFE.add("constructed with companion " + (companion != null));
        }

        @OnMessage
        public String greet(String name) {
            return greeter.greet(name) + " " + ++messages;
        }

        @OnClose
        public void close() {
            LIFE.add("closed");
        }

        @PreDestroy
        void destroy() {
            LIFE.add("destroyed");
        }
    }

    private @Nullable SeContainer cdi; // unless a server brings its own

    @BeforeAll
    void startCdi() {
        if (!TestServer.isHosted()) {
            cdi = SeContainerInitializer.newInstance()
                    .disableDiscovery()
                    .addBeanClasses(Greeter.class, Companion.class)
                    .initialize();
        }
    }

    @AfterAll
    void stopCdi() {
        if (cdi != null) {
            cdi.close();
        }
    }

    @Override
    Deployment deployment() {
        return Deployment.of(Injected.class);
    }

    @Test
    void endpointsAreInjectedOnePerSessionAndDisposedOfAfterTheirClose() throws Exception {
        try (RawClient one = connect("/injected")) {
            try (RawClient two = connect("/injected")) {
                one.text("a");
                assertThat(one.readText()).isEqualTo("hello a 1 1");
                one.text("b");
                assertThat(one.readText()).isEqualTo("hello b 2 2");
                two.text("c"); // the greeter is one for all, the endpoint is its own
                assertThat(two.readText()).isEqualTo("hello c 3 1");
                assertThat(LIFE).containsExactly("constructed with companion true", "constructed with companion true");
                two.close(1000);
                two.readCloseCode();
            }
            await().untilAsserted(() -> assertThat(LIFE).contains("companion destroyed"));
            assertThat(LIFE.subList(2, LIFE.size())).containsExactly("closed", "destroyed", "companion destroyed");
            one.text("d");
            assertThat(one.readText()).isEqualTo("hello d 4 3");
        }
    }
}
