package dev.mooring.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.json.GuardedJsonbCodec;
import dev.mooring.server.session.ServerSession;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.topic.Topic;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.SendOptions;
import dev.mooring.websocket.delivery.ResumeRequest;
import jakarta.websocket.EncodeException;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Half a surrogate pair is no text: a question mark arrives in its place, and what is sent behind it arrives as well. */
class SurrogateContractTest extends ServerContract {

    private static final String HALF = "a\ud800b";
    private static final String LONG = "x".repeat(20_000); // more than a server encodes at a time
    private static final int MEMBERS = 70; // so many that a server may take another way to them than to a few
    private static final String[] BEST_EFFORT = {};
    private static final String[] RESUMABLE = {ResumeRequest.HEADER + ": 1"};

    private final List<RawClient> clients = new ArrayList<>();

    public static class Resumable extends Open {
        public Resumable() {
            super(options().delivery(Delivery.resumable()));
        }
    }

    public static class Note {
        public String text = "";
    }

    public static class NoteCodec extends GuardedJsonbCodec<Note> {}

    /** Sends it in the way that it is told, and "c" behind it. */
    @ServerEndpoint(value = "/surrogate", configurator = Resumable.class, encoders = NoteCodec.class)
    public static class Halves {

        @OnOpen
        public void open(ServerSession session) {
            session.topics().topic("halves").join(session);
        }

        @OnMessage
        public String message(String way, ServerSession session) throws IOException, EncodeException {
            RemoteEndpoint.Basic basic = session.getBasicRemote();
            switch (way) {
                case "async" -> session.getAsyncRemote().sendText(HALF);
                case "async, long" -> session.getAsyncRemote().sendText(LONG + HALF);
                case "options" -> session.send(HALF, SendOptions.NONE);
                case "basic" -> basic.sendText(HALF);
                case "basic, long" -> basic.sendText(LONG + HALF);
                case "parts" -> {
                    basic.sendText("a\ud83d", false);
                    basic.sendText("\ude00\ud83d", true);
                }
                case "writer" -> {
                    try (Writer writer = basic.getSendWriter()) {
                        writer.write("a\ud83d");
                        writer.write("\ude00\ud83d");
                    }
                }
                default -> {
                    Note note = new Note();
                    note.text = HALF;
                    basic.sendObject(note);
                }
            }
            return "c";
        }
    }

    @ServerEndpoint(value = "/surrogate/json", configurator = Open.class, decoders = NoteCodec.class)
    public static class Echo {
        @OnMessage
        public String echo(Note note) {
            return note.text;
        }
    }

    @Override
    Deployment deployment() {
        return Deployment.of(Halves.class, Echo.class);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (RawClient client : clients) {
            client.close(1000); // or its session would stay in the topic
            client.readCloseCode();
            client.close();
        }
        clients.clear();
    }

    private RawClient open(String path, String... headers) throws Exception {
        RawClient client = connect(path, headers);
        clients.add(client);
        return client;
    }

    private static String expected(String way) {
        return switch (way) {
            case "async, long", "basic, long" -> LONG + "a?b";
            case "parts", "writer" -> "a\ud83d\ude00?";
            case "object" -> "{\"text\":\"a?b\"}";
            default -> "a?b";
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"async", "async, long", "options", "basic", "basic, long", "parts", "writer", "object"})
    void itIsAQuestionMarkInWhateverWayItIsSent(String way) throws Exception {
        for (String[] headers : List.of(BEST_EFFORT, RESUMABLE)) {
            RawClient client = open("/surrogate", headers);
            client.text(way);
            assertThat(client.readText()).isEqualTo(expected(way));
            assertThat(client.readText()).isEqualTo("c");
        }
    }

    @Test
    void itIsForEveryMemberOfATopic() throws Exception {
        Topic topic = server().mooring().topics().topic("halves");
        for (int i = 0; i < MEMBERS; i++) {
            open("/surrogate", i % 2 == 0 ? BEST_EFFORT : RESUMABLE);
        }
        await().until(() -> topic.members().size() == MEMBERS);
        topic.publish(HALF);
        topic.publish(LONG + HALF);
        topic.publish("c");
        for (RawClient client : clients) {
            assertThat(client.readText()).isEqualTo("a?b");
            assertThat(client.readText()).isEqualTo(LONG + "a?b");
            assertThat(client.readText()).isEqualTo("c");
        }
    }

    @Test
    void aClientCanSendItAsAnEscapeAndIsAnswered() throws Exception {
        RawClient client = open("/surrogate/json");
        client.text("{\"text\":\"a\\ud800b\"}");
        assertThat(client.readText()).isEqualTo("a?b");
        client.text("{\"text\":\"c\"}");
        assertThat(client.readText()).isEqualTo("c");
    }
}
