package dev.mooring.websocket.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.websocket.ResilientSession;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The way the server half uses the model: other annotations, other sessions, instances from elsewhere. */
class ParameterResolverTest {

    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.PARAMETER)
    @interface Named {
        String value();
    }

    /** Resolves {@code @Named} to its own value; "bad" is malformed, "failing" fails, "none" has no value. */
    private static final ParameterResolver NAMED = new ParameterResolver() {
        @Override
        public @Nullable Source resolve(Parameter parameter) throws DeploymentException {
            Named named = parameter.getAnnotation(Named.class);
            if (named == null) {
                return null;
            }
            if (named.value().equals("bad")) {
                throw new DeploymentException("no such name: use a good one");
            }
            return session -> switch (named.value()) {
                case "failing" -> throw new IllegalArgumentException("no value");
                case "none" -> null;
                default -> parameter.getType() == int.class ? Integer.valueOf(named.value()) : named.value();
            };
        }
    };

    private static AnnotatedEndpoint bind(Object endpoint) throws DeploymentException {
        return EndpointModel.parse(endpoint.getClass(), Session.class, List.of(), List.of(), List.of(NAMED))
                .bind(endpoint);
    }

    private static FakeSession opened(AnnotatedEndpoint endpoint) throws DeploymentException {
        FakeSession fake = new FakeSession();
        endpoint.onOpen(
                fake.proxy(Session.class), ClientEndpointConfig.Builder.create().build());
        return fake;
    }

    static class Room {
        final List<Object> calls = new ArrayList<>();

        @OnOpen
        public void open(@Named("lobby") String room, Session session, @Named("7") int number) {
            calls.addAll(List.of(room, number));
        }

        @OnMessage
        public void text(@Named("lobby") String room, String message, @Named("none") @Nullable String none) {
            calls.add(room + " " + message + " " + none);
        }
    }

    @Test
    void resolvedParametersMixWithTheOthers() throws Exception {
        Room room = new Room();
        AnnotatedEndpoint endpoint = bind(room);
        opened(endpoint).dispatcher.text("hello", true);
        assertThat(room.calls).containsExactly("lobby", 7, "lobby hello null");
        assertThat(endpoint.instance()).isSameAs(room);
    }

    static class Failing {
        final List<Throwable> failures = new ArrayList<>();

        @OnOpen
        public void open(@Named("failing") String value) {
            throw new AssertionError("must not be called");
        }

        @OnError
        public void error(Throwable failure) {
            failures.add(failure);
        }
    }

    @Test
    void valueThatCannotBeHadGoesToOnError() throws Exception {
        Failing endpoint = new Failing();
        opened(bind(endpoint));
        assertThat(endpoint.failures)
                .singleElement()
                .satisfies(e -> assertThat(e)
                        .isExactlyInstanceOf(IllegalArgumentException.class)
                        .hasMessage("no value"));
    }

    static class Malformed {
        @OnOpen
        public void open(Session session, @Named("bad") String value) {}
    }

    @Test
    void whatAResolverRefusesIsNamedWithItsPlace() {
        assertThatThrownBy(() -> bind(new Malformed()))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContainingAll(
                        Malformed.class.getName(),
                        "open(Session, String)",
                        "parameter 2",
                        "no such name: use a good one");
    }

    static class WantsResilient {
        @OnOpen
        public void open(ResilientSession session) {}
    }

    @Test
    void sessionTypeThatTheOwnerHasNotIsRefusedAtOnce() {
        assertThatThrownBy(() -> bind(new WantsResilient()))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContainingAll("open(ResilientSession)", "take that, or a jakarta.websocket.Session");
    }

    @Test
    void modelBindsOnlyItsOwnInstances() throws Exception {
        EndpointModel model = EndpointModel.parse(Room.class, Session.class, List.of(), List.of(), List.of(NAMED));
        assertThatIllegalArgumentException().isThrownBy(() -> model.bind("no room"));
        assertThatIllegalStateException()
                .isThrownBy(() -> model.bind(new Room()).clientConfig());
    }

    @Test
    void instancesOfOneModelAreApart() throws Exception {
        EndpointModel model = EndpointModel.parse(Room.class, Session.class, List.of(), List.of(), List.of(NAMED));
        Room one = new Room();
        Room two = new Room();
        opened(model.bind(one)).dispatcher.text("1", true);
        opened(model.bind(two)).dispatcher.text("2", true);
        assertThat(one.calls).contains("lobby 1 null").doesNotContain("lobby 2 null");
        assertThat(two.calls).contains("lobby 2 null");
    }
}
