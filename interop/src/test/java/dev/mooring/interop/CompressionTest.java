package dev.mooring.interop;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.testing.TestServer;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.Extension;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A client that offers permessage-deflate says and hears what it would without. Jetty and Tomcat take the offer; Undertow and
 * Tyrus do not by themselves, and the connection is a plain one.
 */
@OnEveryServer
class CompressionTest {

    private static final int MESSAGES = 200;
    private static final int LONGEST = 8_000; // all of them are less than a server keeps for a session, 1 MiB
    private static final List<String> TAKERS = List.of("jetty", "tomcat");

    @ServerEndpoint(value = "/packed", configurator = OpenToAll.class)
    public static final class Echo {

        @OnMessage
        public String text(String text) {
            return text;
        }

        @OnMessage
        public ByteBuffer binary(ByteBuffer data) {
            return data;
        }
    }

    @ClientEndpoint
    public static final class Reader {

        private final Queue<Object> read = new ConcurrentLinkedQueue<>();

        @OnMessage
        public void text(String text) {
            read.add(text);
        }

        @OnMessage
        public void binary(ByteBuffer data) {
            ByteBuffer own = ByteBuffer.allocate(data.remaining()).put(data).flip();
            read.add(own);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsSentComesBackAsItWas(boolean resumable) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Object> sent = new ArrayList<>();
        Reader reader = new Reader();
        try (Host host = Host.start(Echo.class);
                ResilientContainer container = ResilientContainer.builder()
                        .compression(true)
                        .delivery(resumable ? Delivery.resumable() : Delivery.bestEffort())
                        .build()) {
            ResilientSession session = container.connectToServer(reader, host.uri("/packed"));
            assertThat(session.getNegotiatedExtensions())
                    .extracting(Extension::getName)
                    .isEqualTo(TAKERS.contains(TestServer.kind()) ? List.of("permessage-deflate") : List.of());
            for (int i = 0; i < MESSAGES; i++) {
                sent.add(send(session, random));
            }
            await().atMost(ofSeconds(30)).until(() -> reader.read.size() >= MESSAGES);
        }
        assertThat(List.copyOf(reader.read)).as("seed " + seed).isEqualTo(sent);
    }

    /** Short and long, text and bytes, what shrinks and what does not, whole and in parts. */
    private static Object send(ResilientSession session, Random random) throws IOException {
        int length = random.nextBoolean() ? random.nextInt(200) : random.nextInt(LONGEST);
        if (random.nextInt(3) == 0) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            session.getBasicRemote().sendBinary(ByteBuffer.wrap(bytes.clone()));
            return ByteBuffer.wrap(bytes);
        }
        String text = random.ints(length, 'a', 'a' + 1 + random.nextInt(26))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        if (random.nextInt(4) == 0) {
            int cut = random.nextInt(length + 1);
            session.getBasicRemote().sendText(text.substring(0, cut), false);
            session.getBasicRemote().sendText(text.substring(cut), true);
        } else {
            session.getBasicRemote().sendText(text);
        }
        return text;
    }
}
