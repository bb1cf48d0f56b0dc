package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.server.session.EndpointFactory;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong in the application's own code is never taken for the absence of CDI. */
class CdiInstancesTest {

    private static final AtomicInteger DESTROYED = new AtomicInteger();

    private static SeContainer cdi;

    @Dependent
    public static class Database {
        public Database() {
            throw new IllegalStateException("database is down");
        }
    }

    @Dependent
    public static class Companion {
        @PreDestroy
        void destroy() {
            DESTROYED.incrementAndGet();
        }
    }

    public static class Storing {
        @Inject
        Companion companion;

        @Inject
        Database database;
    }

    public static class EndsBadly {
        @Inject
        Companion companion;

        @PreDestroy
        void destroy() {
            throw new IllegalStateException("at the end");
        }
    }

    public static class BeginsBadly {
        @Inject
        Companion companion;

        @PostConstruct
        void construct() {
            throw new IllegalStateException("at the beginning");
        }
    }

    @BeforeAll
    static void startCdi() {
        cdi = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(Database.class, Companion.class)
                .initialize();
    }

    @AfterAll
    static void stopCdi() {
        cdi.close();
    }

    @BeforeEach
    void reset() {
        DESTROYED.set(0);
    }

    @Test
    void anEndpointWhoseDependencyFailsIsNotMadeWithoutIt() {
        assertThatThrownBy(() -> CdiInstances.create(Storing.class)).hasStackTraceContaining("database is down");
        assertThat(DESTROYED).hasValue(1);
    }

    @Test
    void anEndpointThatFailsAtItsBeginningLeavesNothing() {
        assertThatThrownBy(() -> CdiInstances.create(BeginsBadly.class)).hasStackTraceContaining("at the beginning");
        assertThat(DESTROYED).hasValue(1);
    }

    @Test
    void anEndpointThatFailsAtItsEndTakesItsDependentsAlong() {
        EndpointFactory.Instance instance = CdiInstances.create(EndsBadly.class);
        assertThat(instance).isNotNull();
        try {
            instance.dispose().run();
        } catch (RuntimeException e) {
            assertThat(e).hasStackTraceContaining("at the end");
        }
        assertThat(DESTROYED).hasValue(1);
    }
}
