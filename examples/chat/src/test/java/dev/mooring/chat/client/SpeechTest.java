package dev.mooring.chat.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.chat.Line;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.Overflow;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SessionState;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpeechTest {

    private final Map<String, SendHandler> sent = new LinkedHashMap<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private SessionState state = SessionState.OPEN;
    private final Speech speech = new Speech("ann", session(), new PrintStream(err, true, StandardCharsets.UTF_8));

    @Test
    void aLineInTheMiddleThatWasNotSaidIsToldThoughTheLastOneWas() throws Exception {
        say("one", "two", "three");
        end("one", new SendResult());
        end("two", new SendResult(new IOException("no room")));
        end("three", new SendResult());
        speech.await(30);
        assertThat(speech.unsaid()).isOne();
        assertThat(told()).containsExactly("- line 2 was not said: no room", "mooring-chat: 1 line was not said");
    }

    @Test
    void aFailureWithoutAMessageIsToldByItsType() {
        say("one");
        end("one", new SendResult(new TimeoutException()));
        assertThat(told()).containsExactly("- line 1 was not said: TimeoutException");
    }

    @Test
    void whatTheSessionTakesAlongIsToldInAllAndOnce() {
        say("one", "two", "three");
        end("one", new SendResult());
        state = SessionState.CLOSED;
        end("two", new SendResult(new IOException("the session has ended")));
        assertThat(speech.unsaid()).as("with the one that nobody knows of").isEqualTo(2);
        assertThat(speech.unsaid()).isEqualTo(2);
        assertThat(told()).containsExactly("mooring-chat: 2 lines were not said");
    }

    @Test
    void whenAllWasSaidThereIsNothingToTell() throws Exception {
        say("one");
        end("one", new SendResult());
        speech.await(30);
        assertThat(speech.unsaid()).isZero();
        assertThat(told()).isEmpty();
    }

    /** Ten seconds, which is the default, are over before a server has been started again. */
    @Test
    void aFullOutboxWaitsForAsLongAsTheServerIsAway() {
        Outbox outbox = JoinCommand.outbox();
        assertThat(outbox.overflow()).isEqualTo(Overflow.BLOCK);
        assertThat(outbox.blockTimeout()).isGreaterThan(Duration.ofDays(365));
    }

    private void say(String... lines) {
        List.of(lines).forEach(speech::say);
    }

    private void end(String line, SendResult result) {
        sent.get(line).onResult(result);
    }

    private List<String> told() {
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private ResilientSession session() {
        RemoteEndpoint.Async remote = proxy(RemoteEndpoint.Async.class, "sendObject", args -> {
            sent.put(((Line) args[0]).text, (SendHandler) args[1]);
            return null;
        });
        return (ResilientSession) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ResilientSession.class},
                (self, method, args) -> method.getName().equals("state") ? state : remote);
    }

    private interface Call {
        Object with(Object[] args);
    }

    private static <T> T proxy(Class<T> type, String only, Call call) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            assertThat(method.getName()).isEqualTo(only);
            return call.with(args);
        }));
    }
}
