package dev.mooring.cdi;

import dev.mooring.cdi.config.ClientConfiguration;
import dev.mooring.cdi.config.Source;
import dev.mooring.cdi.server.RequestContexts;
import dev.mooring.websocket.FailureClassifier;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.StateChanged;
import dev.mooring.websocket.dispatch.AnnotatedEndpoint;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.websocket.DeploymentException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** One client of the application: its endpoint, if it has one, its container and its session. Thread-safe. */
public final class Client {

    private final String name;
    private final Clients clients;
    private @Nullable Bean<?> endpoint;
    private @Nullable Source source;
    private @Nullable ResilientContainer container; // guarded by this
    private @Nullable ResilientSession session; // guarded by this
    private volatile long changedAt; // of the session's state

    Client(String name, Clients clients) {
        this.name = name;
        this.clients = clients;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Whether it has an endpoint, and so a session. */
    public boolean hasEndpoint() {
        return endpoint != null;
    }

    /** Where its session stands. */
    public SessionState state() {
        return session().state();
    }

    /** Since when it stands there. */
    public Duration since() {
        session();
        return Duration.ofNanos(System.nanoTime() - changedAt);
    }

    void endpoint(Bean<?> bean) {
        if (endpoint != null) {
            throw new IllegalArgumentException("@Resilient(\"" + name + "\") is on "
                    + endpoint.getBeanClass().getName() + " and on "
                    + bean.getBeanClass().getName() + ": each needs a name of its own");
        }
        Scopes.check(bean);
        endpoint = bean;
    }

    List<String> configure(Source from) {
        source = from;
        return read().problems();
    }

    /** The container, made at the first call. */
    synchronized ResilientContainer container() {
        if (container == null) {
            ResilientContainer.Builder builder = configured()
                    .builder()
                    // In a server others are started and deployed anew, too: what is not there yet may come.
                    .classifier(failure -> FailureClassifier.standard().classify(failure.afterOpen(true)))
                    .listener(new Events(name, clients.beans()));
            clients.threads().lendTo(builder);
            clients.beans()
                    .createInstance()
                    .select(ContainerCustomizer.class, Resilient.Literal.of(name))
                    .forEach(customizer -> customizer.customize(builder));
            container = builder.build();
        }
        return container;
    }

    /** The session, connecting from the first call on. */
    synchronized ResilientSession session() {
        if (session == null) {
            try {
                AnnotatedEndpoint annotated = bind();
                var opened = container()
                        .connectAsync(
                                annotated,
                                annotated.clientConfig(),
                                configured().uris())
                        .toCompletableFuture();
                if (opened.isCompletedExceptionally()) {
                    opened.join();
                }
                session = (ResilientSession) annotated.session();
                changedAt = System.nanoTime();
                session.addListener(event -> {
                    if (event instanceof StateChanged) {
                        changedAt = System.nanoTime();
                    }
                });
            } catch (DeploymentException e) {
                throw new jakarta.enterprise.inject.spi.DeploymentException(e);
            } catch (CompletionException e) {
                throw new jakarta.enterprise.inject.spi.DeploymentException(
                        "@Resilient(\"" + name + "\") could not start: " + e.getMessage(), e.getCause());
            }
        }
        return session;
    }

    synchronized void close() {
        if (container != null) {
            container.close();
        }
    }

    /** The endpoint's one instance itself, for a client proxy has none of the annotations. */
    private AnnotatedEndpoint bind() throws DeploymentException {
        Bean<?> bean = endpoint;
        if (bean == null) {
            throw new IllegalStateException("@Resilient(\"" + name + "\") has no endpoint");
        }
        return AnnotatedEndpoint.client(bean.getBeanClass(), instance(bean), new RequestContexts(clients.beans()));
    }

    private <T> T instance(Bean<T> bean) {
        BeanManager beans = clients.beans();
        return beans.getContext(bean.getScope()).get(bean, beans.createCreationalContext(bean));
    }

    /** As it is now, which may not be what it was when the application was deployed. */
    private ClientConfiguration configured() {
        ClientConfiguration configuration = read();
        if (!configuration.problems().isEmpty()) {
            throw new IllegalStateException(notProperly(configuration.problems()));
        }
        return configuration;
    }

    String notProperly(List<String> problems) {
        return "@Resilient(\"" + name + "\") is not configured properly: " + String.join("; ", problems);
    }

    /** Read anew each time: a customizer that fails leaves its listeners in the builder. */
    private ClientConfiguration read() {
        if (source == null) {
            throw new IllegalStateException("the application is still being deployed");
        }
        return ClientConfiguration.read(name, source, hasEndpoint());
    }
}
