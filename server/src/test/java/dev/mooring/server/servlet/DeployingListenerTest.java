package dev.mooring.server.servlet;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.MooringServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DeployingListenerTest {

    /** Fails as it would where there is no CDI. */
    @ApplicationScoped
    public static class Observer {
        void started(@Observes MooringServer server) {
            throw new IllegalStateException("no registry to bind to");
        }
    }

    private static Set<Thread> ticks() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("mooring-server"))
                .collect(Collectors.toSet());
    }

    @Test
    void anObserverThatFailsFailsTheDeploymentAndLeavesNoThread() {
        Set<Thread> before = ticks();
        try (SeContainer cdi = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(Observer.class)
                .initialize()) {
            MooringServer mooring = MooringServer.create();
            Set<Thread> its = new HashSet<>(ticks());
            its.removeAll(before);
            assertThatThrownBy(() -> new DeployingListener(mooring, List.of()).contextInitialized(null))
                    .hasStackTraceContaining("no registry to bind to");
            await().until(() -> its.stream().noneMatch(Thread::isAlive) && !its.isEmpty());
        }
    }
}
