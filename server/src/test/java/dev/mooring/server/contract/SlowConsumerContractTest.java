package dev.mooring.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.policy.SlowConsumer;
import dev.mooring.server.session.ServerSession;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.websocket.SendOptions;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlowConsumerContractTest extends ServerContract {

    static final BlockingQueue<Sink> OPENED = new LinkedBlockingQueue<>();
    static final String CHUNK = "x".repeat(64 << 10);
    private static final int PATIENCE_SECONDS = 30;

    public static class Disconnecting extends Open {
        public Disconnecting() {
            super(options().slowConsumer(SlowConsumer.disconnectAfter(1 << 20)).sendTimeout(Duration.ofSeconds(30)));
        }
    }

    public static class Dropping extends Open {
        public Dropping() {
            super(options().slowConsumer(SlowConsumer.dropOldestAfter(1 << 20)).sendTimeout(Duration.ofSeconds(30)));
        }
    }

    public static class Impatient extends Open {
        public Impatient() {
            super(options().slowConsumer(SlowConsumer.disconnectAfter(1 << 28)).sendTimeout(Duration.ofMillis(400)));
        }
    }

    public static class Sink {
        private final CompletableFuture<ServerSession> session = new CompletableFuture<>();
        private final BlockingQueue<String> closed = new LinkedBlockingQueue<>();

        @OnOpen
        public void open(ServerSession opened) {
            session.complete(opened);
            OPENED.add(this);
        }

        @OnMessage
        public String echo(String text) {
            return text;
        }

        @OnClose
        public void close(CloseReason reason) {
            closed.add(reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
        }

        ServerSession session() {
            return session.join();
        }

        String close() throws InterruptedException {
            return closed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @ServerEndpoint(value = "/disconnecting", configurator = Disconnecting.class)
    public static class DisconnectingSink extends Sink {}

    @ServerEndpoint(value = "/dropping", configurator = Dropping.class)
    public static class DroppingSink extends Sink {}

    @ServerEndpoint(value = "/impatient", configurator = Impatient.class)
    public static class ImpatientSink extends Sink {}

    /** The same, and its sessions are counted for themselves. */
    @ServerEndpoint(value = "/counted", configurator = Impatient.class)
    public static class CountedSink extends Sink {}

    @Override
    Deployment deployment() {
        return Deployment.of(DisconnectingSink.class, DroppingSink.class, ImpatientSink.class, CountedSink.class);
    }

    /** Those of the test before may take seconds to end, and disturb nobody. */
    @Override
    @BeforeEach
    void awaitQuiet() {
        OPENED.clear();
    }

    private static Sink opened() throws InterruptedException {
        Sink sink = OPENED.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(sink).isNotNull();
        return sink;
    }

    /** Sends more than the sockets between us take. */
    private static void flood(ServerSession session) {
        for (int i = 0; i < 200; i++) {
            session.getAsyncRemote().sendText(CHUNK);
        }
    }

    /** Fills what the kernel takes, and then the queue, until nothing moves any more. */
    private static void jam(ServerSession session) {
        await().during(Duration.ofMillis(400)).until(() -> {
            boolean moved = session.bufferedAmount() < 500_000;
            while (session.isOpen() && session.bufferedAmount() < 500_000) {
                session.getAsyncRemote().sendText(CHUNK);
            }
            return !moved || !session.isOpen(); // on a slow machine its time may be over by now
        });
    }

    @Test
    void aDeafClientIsDisconnectedWith1013AndEverySendCompletesOnce() throws Exception {
        try (RawClient client = connectDeaf("/disconnecting")) {
            Sink sink = opened();
            ServerSession session = sink.session();
            jam(session); // or a queue that was full for a moment might be written to its end before the session is
            // closed
            AtomicInteger sent = new AtomicInteger();
            AtomicInteger completed = new AtomicInteger();
            AtomicInteger failed = new AtomicInteger();
            while (session.isOpen() && sent.get() < 2000) {
                sent.incrementAndGet();
                session.getAsyncRemote().sendText(CHUNK, result -> {
                    if (!result.isOK()) {
                        failed.incrementAndGet();
                    }
                    completed.incrementAndGet(); // last, as it is what is waited for
                });
            }
            assertThat(sink.close()).startsWith("1013");
            await().untilAsserted(() -> assertThat(completed).hasValue(sent.get()));
            assertThat(failed.get()).isPositive();
            session.getAsyncRemote().sendText("late", result -> completed.incrementAndGet());
            assertThat(completed).hasValue(sent.get() + 1);
        }
    }

    /** Whoever waited for it would wait for its send timeout: three times as long as the other waits for an answer. */
    @Test
    void oneDeafClientDelaysNobodyElse() throws Exception {
        try (RawClient deaf = connectDeaf("/dropping")) {
            ServerSession stuck = opened().session();
            jam(stuck);
            try (RawClient client = connect("/dropping")) {
                for (int i = 0; i < 50; i++) {
                    client.text("m" + i);
                    assertThat(client.readText()).isEqualTo("m" + i);
                }
            }
            assertThat(stuck.isOpen()).isTrue();
            assertThat(stuck.bufferedAmount()).as("stuck all the while").isPositive();
            opened(); // the other
        }
    }

    /** Their heartbeats would find out much later. Of one in five Tomcat alone never says so: an asynchronous write has failed. */
    @Test
    void clientsThatBreakTheConnectionWhileTheyAreWrittenToAreGoneSoon() throws Exception {
        List<Sink> sinks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            try (RawClient client = connectDeaf("/impatient")) {
                Sink sink = opened();
                sinks.add(sink);
                flood(sink.session());
            }
        }
        for (Sink sink : sinks) {
            assertThat(sink.close()).matches("1006.*|1013.*");
        }
    }

    @Test
    void aBlockingSendEndsWithTheSendTimeout() throws Exception {
        try (RawClient client = connectDeaf("/impatient")) {
            Sink sink = opened();
            flood(sink.session());
            assertThatThrownBy(() -> sink.session().getBasicRemote().sendText(CHUNK))
                    .isInstanceOf(IOException.class);
            assertThat(sink.close()).isEqualTo("1013 send timeout");
        }
    }

    /** The tick finds out that it is stuck; which goes on for all others. */
    @Test
    void aSenderThatThrowsAnErrorStopsNeitherTheCloseNorTheTick() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        try (RawClient first = connectDeaf("/impatient")) {
            Sink throwing = opened();
            flood(throwing.session());
            throwing.session().getAsyncRemote().sendText("last", result -> {
                told.countDown();
                throw new AssertionError("told to");
            });
            assertThat(told.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            try (RawClient second = connectDeaf("/impatient")) {
                Sink next = opened();
                flood(next.session());
                assertThat(next.close()).isEqualTo("1013 send timeout");
            }
            assertThat(throwing.close()).isEqualTo("1013 send timeout");
        }
    }

    /** It is told of what the tick has found out; which goes on for all others. */
    @Test
    void aSenderThatBlocksWhenItIsToldDoesNotStopTheTick() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        try (RawClient first = connectDeaf("/counted")) {
            ServerSession session = opened().session();
            flood(session);
            Thread sender = new Thread(() -> session.getAsyncRemote().sendText("last", result -> {
                blocked.countDown();
                awaitUninterruptibly(release);
            }));
            sender.start(); // on a slow machine the session's time may be over, and the sender is told at once
            assertThat(blocked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            try (RawClient second = connectDeaf("/counted")) {
                ServerSession other = opened().session();
                flood(other);
                await().until(() -> !other.isOpen());
            }
            assertThat(first.readCloseCode())
                    .as("told before its sender has gone on")
                    .isIn(1013, 1006);
            await().untilAsserted(() ->
                    assertThat(binding("/counted").counts().snapshot()).containsEntry("slow", 2L));
        } finally {
            release.countDown();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await(2 * PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aDeafClientThatTheApplicationClosesLosesItsConnection() throws Exception {
        try (RawClient client = connectDeaf("/impatient")) {
            Sink sink = opened();
            flood(sink.session());
            sink.session().close();
            assertThat(sink.close()).startsWith("1000");
            assertThat(client.readCloseCode()).isIn(1000, 1006);
        }
    }

    @Test
    void theOldestAreDroppedAndTheNewestArrive() throws Exception {
        try (RawClient client = connectDeaf("/dropping")) {
            ServerSession session = opened().session();
            List<Integer> failed = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 300; i++) {
                int number = i;
                session.getAsyncRemote().sendText(i + " " + CHUNK, result -> {
                    if (!result.isOK()) {
                        failed.add(number);
                    }
                });
            }
            assertThat(session.bufferedAmount()).isLessThan(2 << 20);
            int last = -1;
            int received = 0;
            while (last < 299) {
                int number = Integer.parseInt(client.readText().split(" ", 2)[0]);
                assertThat(number).isGreaterThan(last);
                last = number;
                received++;
            }
            assertThat(failed).isNotEmpty().doesNotContain(299);
            assertThat(received + failed.size()).isEqualTo(300);
        }
    }

    @Test
    void aConflatedMessageTakesThePlaceOfTheOlderOne() throws Exception {
        try (RawClient client = connectDeaf("/dropping")) {
            ServerSession session = opened().session();
            jam(session);
            for (int i = 0; i < 1000; i++) {
                session.send("price " + i, SendOptions.conflateBy("EURUSD"));
            }
            session.send("end", SendOptions.NONE);
            int prices = 0;
            String text = "";
            String lastPrice = "";
            while (!text.equals("end")) {
                text = client.readText();
                if (text.startsWith("price")) {
                    prices++;
                    lastPrice = text;
                }
            }
            assertThat(lastPrice).isEqualTo("price 999");
            assertThat(prices).isLessThan(10);
        }
    }

    @Test
    void messagesExpireInTheQueue() throws Exception {
        try (RawClient client = connectDeaf("/dropping")) {
            ServerSession session = opened().session();
            jam(session);
            var stale = session.send("stale", SendOptions.timeToLive(Duration.ofMillis(1)))
                    .toCompletableFuture();
            await().pollDelay(Duration.ofMillis(20)).until(() -> true);
            session.send("end", SendOptions.NONE);
            String text = client.readText();
            while (!text.equals("end")) {
                assertThat(text).isNotEqualTo("stale");
                text = client.readText();
            }
            assertThat(stale).isCompletedExceptionally();
        }
    }
}
