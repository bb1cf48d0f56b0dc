package dev.mooring.tyrus;

import static dev.mooring.tyrus.Quick.millisSince;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.testkit.Direction;
import dev.mooring.testkit.FaultProxyExtension;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryScheduled;
import jakarta.websocket.SendHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A peer that does not read: sends end in time, and what they hold stays bounded. */
class DeafPeerTest {

    private static final long TIMEOUT = 500;
    private static final long AMPLE = 10_000; // that it is obeyed to the millisecond is for SenderTest to see
    private static final long CAP = 1 << 20;

    private final Recorder recorder = new Recorder();
    private EchoServer server;

    @RegisterExtension
    final FaultProxyExtension proxy = FaultProxyExtension.to(() -> server.port());

    @BeforeEach
    void start() throws Exception {
        server = EchoServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ResilientContainer container() {
        return container(CAP);
    }

    private ResilientContainer container(long bytes) {
        return Quick.container(recorder)
                .sendTimeout(ofMillis(TIMEOUT))
                .heartbeat(Heartbeat.off())
                .outbox(Outbox.defaults().ofBytes(bytes))
                .build();
    }

    private ResilientSession connect(ResilientContainer container) throws Exception {
        ResilientSession session = container.connectToServer(recorder, server.through(proxy.port(), "sink"));
        proxy.proxy().onLive().stopReading(Direction.TO_SERVER);
        return session;
    }

    @Test
    void noBlockingSendBlocksLongerThanTheSendTimeout() throws Exception {
        try (ResilientContainer container = container();
                ResilientSession session = connect(container)) {
            String message = "x".repeat(64 << 10);
            long longest = 0;
            for (int i = 0; i < 2000 && timedOut() == 0; i++) {
                long start = System.nanoTime();
                try {
                    session.getBasicRemote().sendText(message);
                } catch (IOException e) {
                    assertThat(e).hasMessageMatching("(?s).*(send timeout|outbox is full).*");
                }
                longest = Math.max(longest, millisSince(start));
                assertThat(session.bufferedAmount()).isLessThanOrEqualTo(CAP);
            }
            System.out.println("longest blocking send to a deaf peer: " + longest + " ms");
            assertThat(longest).isLessThan(AMPLE);
            await().until(() -> timedOut() == 1);
            assertThat(recorder.closeCodes()).containsExactly(1006);
            await().until(() -> session.isOpen() && session.bufferedAmount() == 0);
        }
    }

    @Test
    void everyHandlerAndFutureCompletesExactlyOnceAndNothingArrivesTwice() throws Exception {
        int messages = 3000;
        AtomicIntegerArray completions = new AtomicIntegerArray(messages);
        AtomicInteger rejected = new AtomicInteger();
        List<Future<Void>> futures = new ArrayList<>();
        String filler = "x".repeat(16 << 10);
        int more = 16 << 20; // than the sockets' own buffers take from a client that is quicker than they are
        try (ResilientContainer container = container(more)) {
            ResilientSession session = connect(container);
            for (int i = 0; i < messages; i++) {
                int number = i;
                SendHandler counting = result -> {
                    completions.incrementAndGet(number);
                    rejected.addAndGet(result.isOK() ? 0 : 1);
                };
                String text = i + " " + filler;
                if (i % 3 == 0) {
                    futures.add(session.getAsyncRemote().sendText(text));
                } else {
                    session.getAsyncRemote().sendText(text, counting);
                }
                assertThat(session.bufferedAmount()).isLessThanOrEqualTo(more);
            }
            assertThat(rejected.get())
                    .as("the outbox is full, the peer does not read")
                    .isPositive();
            await().until(() -> timedOut() == 1 && session.isOpen() && session.bufferedAmount() == 0);
            session.close();
            Quick.awaitEnd(session);
        }
        assertThat(futures).allMatch(Future::isDone);
        for (int i = 0; i < messages; i++) {
            assertThat(completions.get(i)).as("message " + i).isEqualTo(i % 3 == 0 ? 0 : 1);
        }
        await().until(() -> server.sessions.size() == 1); // the one that is not read from
        assertThat(new HashSet<>(server.received)).hasSameSizeAs(server.received);
        assertThat(server.received.stream().map(text -> Integer.parseInt(text.split(" ")[0])))
                .isSorted();
    }

    @Test
    void partsAndStreamsEndInTimeToo() throws Exception {
        try (ResilientContainer container = container();
                ResilientSession session = connect(container)) {
            long start = System.nanoTime();
            CompletionStage<Void> stream = session.sendStream(zeros(64 << 20), 64 << 10);
            assertThat(Quick.outcome(stream)).isInstanceOf(IOException.class);
            System.out.println("stream to a deaf peer failed after " + millisSince(start) + " ms");
            await().until(() -> timedOut() == 1 && session.isOpen());

            proxy.proxy().onLive().stopReading(Direction.TO_SERVER);
            ByteBuffer part = ByteBuffer.allocate(64 << 10);
            long longest = 0;
            for (int i = 0; i < 1000 && timedOut() == 1; i++) {
                long begun = System.nanoTime();
                try {
                    session.getBasicRemote().sendBinary(part.duplicate(), false);
                } catch (IOException e) {
                    i = 1000;
                }
                longest = Math.max(longest, millisSince(begun));
            }
            assertThat(longest).isLessThan(AMPLE);
            await().until(() -> timedOut() == 2 && session.isOpen());
        }
    }

    @Test
    void closingReleasesABlockedSender() throws Exception {
        try (ResilientContainer container =
                container().toBuilder().sendTimeout(ofMinutes(10)).build()) {
            ResilientSession session = connect(container);
            CompletionStage<Void> stream = session.sendStream(zeros(64 << 20), 64 << 10);
            await().until(() -> proxy.proxy().connection(1).fromClient() > 0);
            await().during(ofMillis(300)).atMost(ofSeconds(5)).until(session::isOpen);
            session.close();
            Quick.awaitEnd(session);
            assertThat(Quick.outcome(stream)).isInstanceOf(IOException.class);
        }
    }

    private long timedOut() {
        return recorder.events(RetryScheduled.class).stream()
                .filter(retry -> retry.cause().failure().kind() == Failure.Kind.SEND_TIMEOUT)
                .count();
    }

    private static InputStream zeros(int length) {
        return new ByteArrayInputStream(new byte[length]);
    }
}
