package dev.mooring.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.websocket.ResilientContainer;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import org.junit.jupiter.api.Test;

/** A container is there also for who asks for it only when it is needed, and names it nowhere else. */
class LazyContainerTest {

    @Test
    void byInstance() {
        try (Application application = Application.of(ByInstance.class).start()) {
            ByInstance desk = application.get(ByInstance.class);
            assertThat(desk.byDefault.get().options().name()).isEqualTo("mooring-default");
            assertThat(desk.named.get().options().name()).isEqualTo("mooring-prices");
        }
    }

    /** Then it has neither what was deployed nor the default in its place. */
    @Test
    void aConfigurationThatHasBecomeBadIsNamed() {
        try (Application application = Application.of(ByInstance.class).start()) {
            application.with("mooring.prices.retry.jitter", "7");
            Instance<ResilientContainer> named = application.get(ByInstance.class).named;
            assertThatThrownBy(() -> named.get().options())
                    .hasMessageContaining("@Resilient(\"prices\") is not configured properly")
                    .hasMessageContaining("mooring.prices.retry.jitter=7");
        }
    }

    @Test
    void byProvider() {
        try (Application application = Application.of(ByProvider.class).start()) {
            ByProvider desk = application.get(ByProvider.class);
            assertThat(desk.byDefault.get().options().name()).isEqualTo("mooring-default");
            assertThat(desk.named.get().options().name()).isEqualTo("mooring-prices");
        }
    }

    /** Looks it up. */
    @Singleton
    public static class ByInstance {

        @Inject
        Instance<ResilientContainer> byDefault;

        @Inject
        @Resilient("prices")
        Instance<ResilientContainer> named;
    }

    /** Has it given. */
    @Singleton
    public static class ByProvider {

        @Inject
        Provider<ResilientContainer> byDefault;

        @Inject
        @Resilient("prices")
        Provider<ResilientContainer> named;
    }
}
