package dev.mooring.websocket.dispatch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.websocket.OnRetry;
import dev.mooring.websocket.StateChanged;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.InputStream;
import java.io.Reader;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Each malformed class is refused with the place and the remedy. The methods are called by no one. */
@SuppressWarnings({"UnusedMethod", "UnusedVariable", "unused"})
class EndpointValidationTest {

    private static void refused(Object endpoint, String... parts) {
        assertThatThrownBy(() -> AnnotatedEndpoint.client(endpoint))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContainingAll(parts)
                .hasMessageContaining(endpoint.getClass().getName());
    }

    @Test
    void classWithoutAnnotation() {
        refused(new Object() {}, "not annotated with @ClientEndpoint", "add it to the class");
    }

    @Test
    void twoTextMethods() {
        @ClientEndpoint
        class TwoTexts {
            @OnMessage
            void one(String message) {}

            @OnMessage
            void two(Reader message) {}
        }
        refused(new TwoTexts(), "one(String)", "two(Reader)", "text messages", "remove or join");
    }

    @Test
    void twoBinaryMethods() {
        @ClientEndpoint
        class TwoBinaries {
            @OnMessage
            void one(byte[] part, boolean last) {}

            @OnMessage
            void two(InputStream message) {}
        }
        refused(new TwoBinaries(), "one(byte[], boolean)", "two(InputStream)", "binary messages");
    }

    @Test
    void twoPongMethods() {
        @ClientEndpoint
        class TwoPongs {
            @OnMessage
            void one(PongMessage message) {}

            @OnMessage
            void two(PongMessage message) {}
        }
        refused(new TwoPongs(), "one(PongMessage)", "two(PongMessage)", "pong messages");
    }

    @Test
    void twoTextMethodsOneOfThemDecoded() {
        @ClientEndpoint(decoders = Price.TextCodec.class)
        class TextAndDecoded {
            @OnMessage
            void one(String message) {}

            @OnMessage
            void two(Price message) {}
        }
        refused(new TextAndDecoded(), "one(String)", "two(Price)", "text messages");
    }

    @Test
    void unknownParameterOfALifecycleMethod() {
        @ClientEndpoint
        class UnknownParameter {
            @OnClose
            void close(Session session, Thread thread) {}
        }
        refused(
                new UnknownParameter(),
                "close(Session, Thread)",
                "parameter 2 (java.lang.Thread thread)",
                "at most one CloseReason and the session");
    }

    @Test
    void eventOfAnotherAnnotation() {
        @ClientEndpoint
        class WrongEvent {
            @OnRetry
            void retry(StateChanged event) {}
        }
        refused(new WrongEvent(), "retry(StateChanged)", "@OnRetry", "RetryScheduled");
    }

    @Test
    void sameSubjectTwice() {
        @ClientEndpoint
        class SubjectTwice {
            @OnError
            void error(Throwable one, Throwable two) {}
        }
        refused(new SubjectTwice(), "parameter 2", "at most one Throwable");
    }

    @Test
    void onErrorWithoutFailure() {
        @ClientEndpoint
        class NoThrowable {
            @OnError
            void error(Session session) {}
        }
        refused(new NoThrowable(), "error(Session)", "add a parameter of type Throwable");
    }

    @Test
    void twoLifecycleMethodsOfAKind() {
        @ClientEndpoint
        class TwoOpens {
            @OnOpen
            void one() {}

            @OnOpen
            void two(Session session) {}
        }
        refused(new TwoOpens(), "one()", "two(Session)", "@OnOpen methods");
    }

    @Test
    void messageMethodWithoutMessage() {
        @ClientEndpoint
        class NoMessage {
            @OnMessage
            void message(Session session) {}
        }
        refused(new NoMessage(), "message(Session)", "takes no message: add a parameter of type String");
    }

    @Test
    void messageMethodWithTwoMessages() {
        @ClientEndpoint
        class TwoMessages {
            @OnMessage
            void message(String one, Session session, byte[] two) {}
        }
        refused(new TwoMessages(), "parameter 3 (byte[] two)", "parameter 1 already");
    }

    @Test
    void twoBooleans() {
        @ClientEndpoint
        class TwoBooleans {
            @OnMessage
            void message(boolean one, boolean two) {}
        }
        refused(new TwoBooleans(), "come in parts", "remove the boolean");
    }

    @Test
    void typeWithoutDecoder() {
        @ClientEndpoint(decoders = Price.TextCodec.class)
        class NoDecoder {
            @OnMessage
            void message(Thread message) {}
        }
        refused(new NoDecoder(), "message(Thread)", "parameter 1", "java.lang.Thread", "name one in the decoders");
    }

    @Test
    void partsOfADecodedType() {
        @ClientEndpoint(decoders = Price.TextCodec.class)
        class DecodedParts {
            @OnMessage
            void price(Price message, boolean last) {}
        }
        refused(new DecodedParts(), "price(Price, boolean)", "only String, byte[] and ByteBuffer come in parts");
    }

    @ClientEndpoint
    static class Static {
        @OnOpen
        static void open() {}
    }

    @Test
    void staticMethod() {
        refused(new Static(), "open()", "remove static");
    }

    @Test
    void resultWithoutEncoder() {
        @ClientEndpoint(encoders = Price.TextCodec.class)
        class NoEncoder {
            @OnMessage
            Thread message(String message) {
                return Thread.currentThread();
            }
        }
        refused(new NoEncoder(), "returns java.lang.Thread", "encoders of the endpoint, or return void");
    }

    /** Nobody would wait for it: the message would count as handled, and be acknowledged, before its time. */
    @Test
    void aStageAsResult() {
        @ClientEndpoint
        class Asynchronous {
            @OnMessage
            CompletionStage<Void> message(String message) {
                return CompletableFuture.completedFuture(null);
            }
        }
        refused(new Asynchronous(), "returns java.util.concurrent.CompletionStage", "or return void");
    }

    @Test
    void maxMessageSizeOutOfRange() {
        @ClientEndpoint
        class NoSize {
            @OnMessage(maxMessageSize = 0)
            void message(String message) {}
        }
        refused(new NoSize(), "maxMessageSize must be at least 1, or -1 for no limit, but is 0");
    }

    static class NoDefaultConstructor extends Price.TextCodec {
        NoDefaultConstructor(String unused) {}
    }

    @Test
    void codecsWithoutDefaultConstructor() {
        @ClientEndpoint(decoders = NoDefaultConstructor.class)
        class BadDecoder {}
        @ClientEndpoint(encoders = NoDefaultConstructor.class)
        class BadEncoder {}
        for (Object endpoint : List.of(new BadDecoder(), new BadEncoder())) {
            assertThatThrownBy(() -> AnnotatedEndpoint.client(endpoint))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContainingAll(
                            NoDefaultConstructor.class.getName(), "no constructor without parameters: add one");
        }
    }

    abstract static class AbstractConfigurator extends ClientEndpointConfig.Configurator {}

    @Test
    void configuratorThatCannotBeCreated() {
        @ClientEndpoint(configurator = AbstractConfigurator.class)
        class BadConfigurator {}
        assertThatThrownBy(() -> AnnotatedEndpoint.client(new BadConfigurator()))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContainingAll("configurator", AbstractConfigurator.class.getName(), "concrete");
    }
}
