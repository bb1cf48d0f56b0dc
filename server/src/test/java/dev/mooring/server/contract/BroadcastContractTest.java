package dev.mooring.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.session.ServerSession;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.topic.Topic;
import dev.mooring.websocket.SendOptions;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Topics with so many members that a server may take another way to them than to a few. */
class BroadcastContractTest extends ServerContract {

    private static final int MEMBERS = 100;
    private static final int ROUNDS = 60;
    private static final Map<Integer, ServerSession> OPENED = new ConcurrentHashMap<>();

    private final List<RawClient> clients = new ArrayList<>();

    @ServerEndpoint(value = "/many/{number}", configurator = Open.class)
    public static class Many {
        @OnOpen
        public void open(ServerSession session, @PathParam("number") int number) {
            session.topics().topic("many").join(session);
            OPENED.put(number, session);
        }
    }

    @Override
    Deployment deployment() {
        return Deployment.of(Many.class);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (RawClient client : clients) {
            client.close();
        }
        OPENED.clear();
    }

    private Topic many() throws Exception {
        for (int i = 0; i < MEMBERS; i++) {
            clients.add(connect("/many/" + i));
        }
        await().until(() -> OPENED.size() == MEMBERS);
        return server().mooring().topics().topic("many");
    }

    @Test
    void whatOnePublisherPublishesAndSendsKeepsItsOrderForEveryMember() throws Exception {
        Topic topic = many();
        Thread second = new Thread(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                topic.publish("second " + i);
            }
        });
        second.start();
        for (int i = 0; i < ROUNDS; i++) {
            topic.publish("first " + i);
            OPENED.get(i).send("alone " + i, SendOptions.NONE);
        }
        second.join();
        topic.publish("end");
        for (int i = 0; i < MEMBERS; i++) {
            List<String> first = new ArrayList<>();
            List<String> seconds = new ArrayList<>();
            for (String text = clients.get(i).readText();
                    !text.equals("end");
                    text = clients.get(i).readText()) {
                (text.startsWith("second") ? seconds : first).add(text);
            }
            assertThat(first).isEqualTo(expected(i));
            assertThat(seconds).hasSize(ROUNDS);
            for (int n = 0; n < ROUNDS; n++) {
                assertThat(seconds.get(n)).isEqualTo("second " + n);
            }
        }
    }

    private static List<String> expected(int member) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            all.add("first " + i);
            if (i == member) {
                all.add("alone " + i);
            }
        }
        return all;
    }
}
