package dev.mooring.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.session.ServerSession;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.topic.Presence;
import dev.mooring.server.topic.Subscriber;
import dev.mooring.server.topic.Topics;
import jakarta.websocket.Encoder;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicContractTest extends ServerContract {

    static final List<String> CLOSED = new CopyOnWriteArrayList<>();

    @ServerEndpoint(value = "/rooms/{room}", configurator = Open.class)
    public static class Room {
        @OnOpen
        public void open(ServerSession session, @PathParam("room") String room) {
            session.topics().topic(room).join(session);
            session.getAsyncRemote().sendText("joined");
        }

        @OnClose
        public void close(@PathParam("room") String room) {
            CLOSED.add(room);
        }

        @OnMessage
        public void message(String text, ServerSession session, @PathParam("room") String room) {
            if (text.startsWith("also ")) {
                session.topics().topic(text.substring(5)).join(session);
                session.getAsyncRemote().sendText("joined");
            } else if (text.equals("leave")) {
                session.topics().topic(room).leave(session);
                session.getAsyncRemote().sendText("left");
            } else {
                session.topics().topic(room).publish(text);
            }
        }
    }

    @Override
    Deployment deployment() {
        return Deployment.of(Room.class);
    }

    private RawClient join(String room) throws Exception {
        RawClient client = connect("/rooms/" + room);
        assertThat(client.readText()).isEqualTo("joined");
        return client;
    }

    @Test
    void whatIsPublishedReachesTheMembersInOrderAndNobodyElse() throws Exception {
        try (RawClient one = join("a");
                RawClient two = join("a");
                RawClient other = join("b")) {
            for (int i = 0; i < 100; i++) {
                one.text("m" + i);
            }
            for (int i = 0; i < 100; i++) {
                assertThat(one.readText()).isEqualTo("m" + i);
                assertThat(two.readText()).isEqualTo("m" + i);
            }
            other.text("only b");
            assertThat(other.readText()).isEqualTo("only b");
        }
    }

    @Test
    void whoLeavesHearsNoMore() throws Exception {
        try (RawClient one = join("c");
                RawClient two = join("c")) {
            two.text("leave");
            assertThat(two.readText()).isEqualTo("left");
            one.text("x");
            assertThat(one.readText()).isEqualTo("x");
            assertThat(server().mooring().topics().topic("c").members()).hasSize(1);
        }
    }

    @Test
    void whatIsToBeDoneAtTheEndOfASessionMayBeTakenBack() throws Exception {
        List<String> done = new CopyOnWriteArrayList<>();
        Runnable takenBack = () -> done.add("taken back");
        try (RawClient one = join("f")) {
            assertThat(one.isOpen()).isTrue();
            Subscriber member =
                    server().mooring().topics().topic("f").members().iterator().next();
            member.whenEnded(takenBack);
            member.forget(takenBack);
            member.whenEnded(() -> done.add("done"));
        }
        await().untilAsserted(() -> assertThat(done).containsExactly("done"));
    }

    @Test
    void presenceIsToldOncePerStayAndEmptyTopicsVanish() throws Exception {
        Topics topics = server().mooring().topics();
        List<String> events = new CopyOnWriteArrayList<>();
        Presence.Listener listener = event -> events.add(event.getClass().getSimpleName() + " " + event.topic());
        topics.addListener(listener);
        try (RawClient one = join("d")) {
            assertThat(one.isOpen()).isTrue();
        }
        await().untilAsserted(() -> assertThat(events).containsExactly("Joined d", "Left d"));
        topics.removeListener(listener);
        assertThat(topics.names()).doesNotContain("d");
    }

    @ParameterizedTest
    @ValueSource(classes = {Presence.Joined.class, Presence.Left.class})
    void aListenerThatThrowsKeepsNobodyInATopicAndTheEndpointHearsOfItsEnd(Class<?> type) throws Exception {
        Topics topics = server().mooring().topics();
        CLOSED.clear();
        Presence.Listener listener = event -> {
            if (type.isInstance(event)) {
                throw new IllegalStateException("told to");
            }
        };
        topics.addListener(listener);
        try (RawClient one = join("g")) {
            one.text("also h");
            assertThat(one.readText()).isEqualTo("joined");
            assertThat(topics.names()).contains("g", "h");
        }
        await().untilAsserted(() -> assertThat(CLOSED).containsExactly("g"));
        topics.removeListener(listener);
        assertThat(topics.names()).doesNotContain("g", "h");
    }

    @Test
    void aMessageIsEncodedOnceForAll() throws Exception {
        AtomicInteger encoded = new AtomicInteger();
        Encoder.Text<Integer> encoder = number -> "n" + number + " " + encoded.incrementAndGet();
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                clients.add(join("e"));
            }
            server().mooring().topics().topic("e").publish(7, encoder);
            for (RawClient client : clients) {
                assertThat(client.readText()).isEqualTo("n7 1");
            }
            assertThat(encoded).hasValue(1);
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }
}
