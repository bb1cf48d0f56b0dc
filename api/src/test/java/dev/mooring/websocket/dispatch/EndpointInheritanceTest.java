package dev.mooring.websocket.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointInheritanceTest {

    abstract static class Base {
        final List<String> received = new ArrayList<>();

        @OnMessage
        protected void text(String message) {
            received.add("base " + message);
        }
    }

    @ClientEndpoint
    static class Inheriting extends Base {}

    @ClientEndpoint
    static class OverridingSilently extends Base {
        @Override
        protected void text(String message) {
            received.add("override " + message);
        }
    }

    @ClientEndpoint
    static class OverridingAnnotated extends Base {
        @Override
        @OnMessage
        protected void text(String message) {
            received.add("override " + message);
        }
    }

    static class NotItselfAnnotated extends Inheriting {}

    @Test
    void inheritedMethodIsCalled() throws Exception {
        assertThat(receivedBy(new Inheriting())).containsExactly("base x");
    }

    @Test
    void overridingWithoutTheAnnotationTakesTheCallbackAway() throws Exception {
        assertThat(receivedBy(new OverridingSilently())).isEmpty();
    }

    @Test
    void overridingWithTheAnnotationCountsOnce() throws Exception {
        assertThat(receivedBy(new OverridingAnnotated())).containsExactly("override x");
    }

    @Test
    void classAnnotationIsNotInherited() {
        assertThatThrownBy(() -> AnnotatedEndpoint.client(new NotItselfAnnotated()))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(NotItselfAnnotated.class.getName())
                .hasMessageContaining("@ClientEndpoint");
    }

    abstract static class GenericBase<T> {
        final List<Object> received = new ArrayList<>();

        @OnMessage
        public void message(T message) {
            received.add(message);
        }
    }

    @ClientEndpoint(decoders = Price.TextCodec.class)
    static class OfPrices extends GenericBase<Price> {}

    @ClientEndpoint
    static class OverridingGeneric extends GenericBase<String> {
        @Override
        public void message(String message) {
            received.add("override");
        }
    }

    @ClientEndpoint
    static class OverridingGenericAnnotated extends GenericBase<String> {
        @Override
        @OnMessage
        public void message(String message) {
            received.add("override");
        }
    }

    @Test
    void typeParameterOfABaseClassIsResolved() throws Exception {
        OfPrices endpoint = new OfPrices();
        FakeSession.of(AnnotatedEndpoint.client(endpoint)).dispatcher.text("a=1", true);
        assertThat(endpoint.received).containsExactly(new Price("a", "1"));
    }

    @Test
    void genericMethodIsOverriddenThroughItsBridge() throws Exception {
        OverridingGeneric silent = new OverridingGeneric();
        FakeSession.of(AnnotatedEndpoint.client(silent)).dispatcher.text("x", true);
        assertThat(silent.received).isEmpty();
        OverridingGenericAnnotated annotated = new OverridingGenericAnnotated();
        FakeSession.of(AnnotatedEndpoint.client(annotated)).dispatcher.text("x", true);
        assertThat(annotated.received).containsExactly("override");
    }

    static class PrivateBase {
        final List<String> received = new ArrayList<>();

        @OnMessage
        private void text(String message) {
            received.add("base " + message);
        }
    }

    @ClientEndpoint
    static class SameNameButNotOverriding extends PrivateBase {
        @SuppressWarnings("unused")
        void text(String message) {
            received.add("own " + message);
        }
    }

    @Test
    void privateMethodIsNotOverridden() throws Exception {
        SameNameButNotOverriding endpoint = new SameNameButNotOverriding();
        FakeSession.of(AnnotatedEndpoint.client(endpoint)).dispatcher.text("x", true);
        assertThat(endpoint.received).containsExactly("base x");
    }

    static class PackagePrivateBase {
        final List<String> received = new ArrayList<>();

        @OnMessage
        public void price(String message) {
            received.add("base " + message);
        }
    }

    /** Has a bridge to {@code price(String)}, for its base class is not public and it is. */
    @ClientEndpoint
    public static class Public extends PackagePrivateBase {}

    @ClientEndpoint
    public static class PublicWithAnOverload extends PackagePrivateBase {
        public void price(ByteBuffer message) {
            received.add("overload " + message);
        }
    }

    @Test
    void aPublicEndpointInheritsFromABaseClassThatIsNotPublic() throws Exception {
        for (PackagePrivateBase endpoint : List.of(new Public(), new PublicWithAnOverload())) {
            FakeSession.of(AnnotatedEndpoint.client(endpoint)).dispatcher.text("x", true);
            assertThat(endpoint.received).containsExactly("base x");
        }
    }

    private static List<String> receivedBy(Base endpoint) throws Exception {
        FakeSession.of(AnnotatedEndpoint.client(endpoint)).dispatcher.text("x", true);
        return endpoint.received;
    }
}
