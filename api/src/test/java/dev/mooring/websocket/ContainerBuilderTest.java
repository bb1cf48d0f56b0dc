package dev.mooring.websocket;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.mooring.websocket.spi.ContainerOptions;
import dev.mooring.websocket.spi.ResilientContainerProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerBuilderTest {

    private static final AtomicReference<@Nullable ContainerOptions> CREATED = new AtomicReference<>();

    private Path services;

    @BeforeEach
    void services(@TempDir Path empty) {
        services = empty;
    }

    /** Keeps the options and makes no container. */
    public static final class Capturing implements ResilientContainerProvider {
        @Override
        @SuppressWarnings("NullAway") // there is no container in this module
        public ResilientContainer create(ContainerOptions options) {
            CREATED.set(options);
            return null;
        }
    }

    private ContainerOptions options(ResilientContainer.Builder builder) {
        within(provided(), builder::build);
        ContainerOptions options = CREATED.getAndSet(null);
        assertThat(options).isNotNull();
        return options;
    }

    @Test
    void defaultsAreThoseOfTheDocumentation() throws Exception {
        ContainerOptions options = options(ResilientContainer.builder());
        assertThat(options.retry()).isEqualTo(RetryPolicy.defaults());
        assertThat(options.heartbeat()).isSameAs(Heartbeat.ping());
        assertThat(options.circuitBreaker()).isEqualTo(CircuitBreakerPolicy.defaults());
        assertThat(options.outbox()).isEqualTo(Outbox.defaults());
        assertThat(options.delivery()).isSameAs(Delivery.bestEffort());
        assertThat(options.initialConnect()).isEqualTo(InitialConnect.retry());
        assertThat(options.connectTimeout()).isEqualTo(ofSeconds(10));
        assertThat(options.sendTimeout()).isEqualTo(ofSeconds(10));
        assertThat(options.verifyHostname()).isTrue();
        assertThat(options.compression()).isFalse();
        assertThat(options.proxy()).isNull();
        assertThat(options.firstMessage()).isNull();
        assertThat(options.listeners()).isEmpty();
        Attempt attempt = new Attempt(1, 1, URI.create("ws://host/path"), null);
        assertThat(options.headers().get(attempt)).isCompletedWithValue(Map.of());
        assertThat(options.uri().get(attempt)).isCompletedWithValue(attempt.uri());
    }

    @Test
    void builderOfOptionsStartsFromThem() {
        SessionListener one = event -> {};
        SessionListener two = event -> {};
        ContainerOptions options = options(ResilientContainer.builder()
                .sendTimeout(ofSeconds(3))
                .connectTimeout(ofSeconds(4))
                .compression(true)
                .verifyHostname(false)
                .proxy(Proxy.http("p", 1))
                .firstMessage(FirstMessage.of(a -> "x"))
                .delivery(Delivery.bestEffort())
                .initialConnect(InitialConnect.failFast())
                .classifier(failure -> Verdict.fatal())
                .headersAsync(a -> CompletableFuture.completedStage(Map.of("A", List.of("b"))))
                .executor(Runnable::run)
                .name("name")
                .listener(one)
                .listener(two));
        assertThat(options.listeners()).containsExactly(one, two);
        assertThat(options(options.toBuilder())).isEqualTo(options);
        assertThat(options(options.toBuilder().name("other")).name()).isEqualTo("other");
    }

    @Test
    void timeoutsAreValidatedWhenSet() {
        ResilientContainer.Builder builder = ResilientContainer.builder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.connectTimeout(ZERO))
                .withMessageContainingAll("connect timeout", "zero", "PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.sendTimeout(ofSeconds(-1)))
                .withMessageContainingAll("send timeout", "zero", "PT-1S");
    }

    @Test
    void missingProviderIsSaidWithTheRemedy() {
        ClassLoader without = new ClassLoader(getClass().getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) {
                return Collections.emptyEnumeration();
            }
        };
        ResilientContainer.Builder builder = ResilientContainer.builder();
        assertThatIllegalStateException()
                .isThrownBy(() -> within(without, builder::build))
                .withMessageContaining("dev.mooring:mooring-tyrus");
    }

    /** A class loader that finds our provider, as that of a web application would. */
    private ClassLoader provided() {
        try {
            URL entry = Files.writeString(services.resolve("provider"), Capturing.class.getName())
                    .toUri()
                    .toURL();
            return new ClassLoader(getClass().getClassLoader()) {
                @Override
                public Enumeration<URL> getResources(String name) throws IOException {
                    return name.endsWith(ResilientContainerProvider.class.getName())
                            ? Collections.enumeration(List.of(entry))
                            : super.getResources(name);
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void within(ClassLoader loader, Runnable action) {
        Thread thread = Thread.currentThread();
        ClassLoader previous = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            action.run();
        } finally {
            thread.setContextClassLoader(previous);
        }
    }
}
