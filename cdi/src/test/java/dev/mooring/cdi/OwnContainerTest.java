package dev.mooring.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.ResilientContainer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Qualifier;
import jakarta.inject.Singleton;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Test;

/** An application that makes containers itself has those injected, and ours only where it has none. */
class OwnContainerTest {

    @Test
    void theApplicationsOwnIsTheOneWithoutAQualifier() {
        try (Application application = Application.of(Own.class, Desk.class).start()) {
            assertThat(application.get(Desk.class).container.options().name()).isEqualTo("own");
        }
    }

    @Test
    void anInjectionPointWithAnotherQualifierWantsNothingOfOurs() {
        try (Application application =
                Application.of(Special.Maker.class, Special.Desk.class).start()) {
            assertThat(application.get(Special.Desk.class).container.options().name())
                    .isEqualTo("special");
            assertThat(application.get(MooringExtension.class).clients().all()).isEmpty();
        }
    }

    /** Makes the container without a qualifier. */
    @ApplicationScoped
    public static class Own {

        @Produces
        @ApplicationScoped
        ResilientContainer container() {
            return ResilientContainer.builder().name("own").build();
        }

        void close(@Disposes ResilientContainer container) {
            container.close();
        }
    }

    /** Takes it. */
    @Singleton
    public static class Desk {

        @Inject
        ResilientContainer container;
    }

    /** The application's own qualifier. */
    @Qualifier @Retention(RetentionPolicy.RUNTIME)
    public @interface Special {

        /** Makes a container with it. */
        @ApplicationScoped
        class Maker {

            @Produces
            @Special
            @ApplicationScoped
            ResilientContainer container() {
                return ResilientContainer.builder().name("special").build();
            }

            void close(@Disposes @Special ResilientContainer container) {
                container.close();
            }
        }

        /** Takes it. */
        @Singleton
        class Desk {

            @Inject
            @Special
            ResilientContainer container;
        }
    }
}
