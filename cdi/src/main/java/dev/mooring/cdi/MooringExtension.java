package dev.mooring.cdi;

import dev.mooring.cdi.config.Source;
import dev.mooring.cdi.health.HealthChecks;
import dev.mooring.cdi.server.ServerHalf;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.inject.Provider;
import jakarta.websocket.ClientEndpoint;

/** Finds the clients of an application, makes beans of what belongs to them, starts and ends them with it. */
public class MooringExtension implements Extension {

    private final Clients clients = new Clients();
    private final ServerHalf serverHalf = new ServerHalf();
    private boolean wantsDefault;
    private boolean hasItsOwn;

    /** Called by the CDI container. */
    public MooringExtension() {}

    /** The clients of this application. */
    public Clients clients() {
        return clients;
    }

    /** The server half of this application. */
    public ServerHalf serverHalf() {
        return serverHalf;
    }

    void addHealth(@Observes BeforeBeanDiscovery event) {
        HealthChecks.addTo(event);
    }

    /** With a qualifier of its own it would not be {@code @Default}, and {@code @Inject Prices} would find nothing. */
    <T> void makeDefault(@Observes @WithAnnotations(ClientEndpoint.class) ProcessAnnotatedType<T> event) {
        if (isClient(event.getAnnotatedType())) {
            event.configureAnnotatedType().add(Default.Literal.INSTANCE);
        }
    }

    <T> void collect(@Observes ProcessManagedBean<T> event) {
        if (isClient(event.getAnnotated())) {
            try {
                clients.add(event.getAnnotated().getAnnotation(Resilient.class).value(), event.getBean());
            } catch (IllegalArgumentException e) {
                event.addDefinitionError(e);
            }
        }
    }

    /** A container may be wanted without an endpoint. */
    <T> void collectContainers(@Observes ProcessInjectionPoint<T, ResilientContainer> event) {
        collectContainer(event);
    }

    /** It may be wanted only when somebody asks for it. */
    <T> void collectInstances(@Observes ProcessInjectionPoint<T, Instance<ResilientContainer>> event) {
        collectContainer(event);
    }

    /** The same. */
    <T> void collectProviders(@Observes ProcessInjectionPoint<T, Provider<ResilientContainer>> event) {
        collectContainer(event);
    }

    private void collectContainer(ProcessInjectionPoint<?, ?> event) {
        Resilient name = event.getInjectionPoint().getAnnotated().getAnnotation(Resilient.class);
        if (name == null) {
            wantsDefault |= event.getInjectionPoint().getQualifiers().contains(Default.Literal.INSTANCE);
            return;
        }
        try {
            clients.client(name.value());
        } catch (IllegalArgumentException e) {
            event.addDefinitionError(e);
        }
    }

    /** An application may make the container without a qualifier itself: a second one would be ambiguous. */
    <T> void noteItsOwn(@Observes ProcessBean<T> event) {
        Bean<?> bean = event.getBean();
        hasItsOwn |= bean.getTypes().contains(ResilientContainer.class)
                && bean.getQualifiers().contains(Default.Literal.INSTANCE);
    }

    void addBeans(@Observes AfterBeanDiscovery event, BeanManager beans) {
        clients.use(beans);
        if (wantsDefault && !hasItsOwn) {
            clients.client(Clients.DEFAULT);
        }
        for (Client client : clients.all()) {
            Resilient.Literal name = Resilient.Literal.of(client.name());
            event.<ResilientContainer>addBean()
                    .types(ResilientContainer.class, Object.class)
                    .qualifiers(client.name().equals(Clients.DEFAULT) ? Default.Literal.INSTANCE : name)
                    .scope(ApplicationScoped.class)
                    .createWith(context -> client.container());
            if (client.hasEndpoint()) {
                event.<ResilientSession>addBean()
                        .types(ResilientSession.class, Object.class)
                        .qualifiers(name)
                        .scope(ApplicationScoped.class)
                        .createWith(context -> client.session());
            }
        }
        serverHalf.addTo(event);
    }

    void validate(@Observes AfterDeploymentValidation event) {
        clients.configure(Source.ofServer()).forEach(event::addDeploymentProblem);
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        clients.start();
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object application) {
        clients.close();
    }

    /** Not every server tells the end of the application scope. */
    void shutdown(@Observes BeforeShutdown event) {
        clients.close();
    }

    private static boolean isClient(Annotated type) {
        return type.isAnnotationPresent(Resilient.class) && type.isAnnotationPresent(ClientEndpoint.class);
    }
}
