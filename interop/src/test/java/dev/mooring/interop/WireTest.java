package dev.mooring.interop;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.policy.SlowConsumer;
import dev.mooring.server.session.ServerSession;
import dev.mooring.testkit.Direction;
import dev.mooring.testkit.FaultProxy;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What resumable delivery costs on the wire, by a capture of every byte. */
@OnEveryServer
class WireTest {

    private static final int MESSAGES = 600; // each way
    private static final int[] EDGES = {0, 1, 125, 126, 127, 4096, 40_000};

    private static final AtomicReference<ServerSession> SESSION = new AtomicReference<>();
    private static final AtomicInteger AT_SERVER = new AtomicInteger();
    private static final AtomicInteger AT_CLIENT = new AtomicInteger();

    public static final class Quiet extends ResilientConfigurator {
        public Quiet() {
            super(ServerPolicy.builder()
                    .allowAnyOrigin()
                    .heartbeat(Heartbeat.off())
                    .slowConsumer(SlowConsumer.disconnectAfter(16 << 20))
                    .delivery(Delivery.resumable())
                    .build());
        }
    }

    @ServerEndpoint(value = "/quiet", configurator = Quiet.class)
    public static final class Counting {
        @OnOpen
        public void open(ServerSession session) {
            SESSION.set(session);
        }

        @OnMessage
        public void text(String text) {
            AT_SERVER.incrementAndGet();
        }

        @OnMessage
        public void binary(ByteBuffer bytes) {
            AT_SERVER.incrementAndGet();
        }
    }

    @ClientEndpoint
    public static final class CountingClient {
        @OnMessage
        public void text(String text) {
            AT_CLIENT.incrementAndGet();
        }

        @OnMessage
        public void binary(ByteBuffer bytes) {
            AT_CLIENT.incrementAndGet();
        }
    }

    private record Run(Frames frames, long nanos) {

        List<Frames.Frame> data(Direction direction) {
            return frames.of(direction).stream().filter(Frames.Frame::isData).toList();
        }
    }

    @Test
    void dataFramesAreThoseOfBestEffortByteForByteAndAcknowledgementsAreWithinTheirBound() throws Exception {
        Run plain = run(Delivery.bestEffort());
        Run resumable = run(Delivery.resumable().whenUnsupported(Delivery.Unsupported.FAIL));
        for (Direction direction : new Direction[] {Direction.TO_SERVER, Direction.TO_CLIENT}) {
            assertThat(resumable.data(direction)).as("data %s", direction).isEqualTo(plain.data(direction));
            assertThat(resumable.data(direction)).hasSizeGreaterThanOrEqualTo(MESSAGES);
            assertThat(plain.frames().of(direction))
                    .as("best effort %s", direction)
                    .noneMatch(Frames.Frame::isPong);
            List<Frames.Frame> control = resumable.frames().of(direction).stream()
                    .filter(frame -> !frame.isData() && !frame.isClose())
                    .toList();
            assertThat(control)
                    .allMatch(Frames.Frame::isPong)
                    .allMatch(frame -> frame.payload().startsWith("4d524131"));
            long paid = control.stream().mapToLong(Frames.Frame::payloadBytes).sum();
            long times = MESSAGES / 100 + TimeUnit.NANOSECONDS.toMillis(resumable.nanos()) / 200 + 1;
            assertThat(paid).as("bytes of acknowledgements %s", direction).isBetween(20L, 20 * times);
        }
    }

    private static Run run(Delivery delivery) throws Exception {
        SESSION.set(null);
        AT_SERVER.set(0);
        AT_CLIENT.set(0);
        Frames frames = new Frames();
        try (Host host = Host.start(Counting.class);
                FaultProxy proxy =
                        FaultProxy.to("127.0.0.1", host.port()).tap(frames).start();
                ResilientContainer container = ResilientContainer.builder()
                        .heartbeat(Heartbeat.off())
                        .delivery(delivery)
                        .build()) {
            long begin = System.nanoTime();
            ResilientSession session =
                    container.connectToServer(new CountingClient(), Host.uri(proxy.port(), "/quiet"));
            await().until(() -> SESSION.get() != null);
            Future<Void> up = null;
            Future<Void> down = null;
            Random random = new Random(4);
            for (int i = 0; i < MESSAGES; i++) {
                int size = i < EDGES.length ? EDGES[i] : random.nextInt(300);
                up = send(session.getAsyncRemote(), i, size);
                down = send(SESSION.get().getAsyncRemote(), i, size);
            }
            up.get(10, TimeUnit.SECONDS);
            down.get(10, TimeUnit.SECONDS);
            await().atMost(ofSeconds(10)).until(() -> AT_SERVER.get() == MESSAGES && AT_CLIENT.get() == MESSAGES);
            session.close();
            await().atMost(ofSeconds(10)).until(() -> proxy.live() == 0);
            return new Run(frames, System.nanoTime() - begin);
        }
    }

    private static Future<Void> send(RemoteEndpoint.Async remote, int number, int size) {
        return number % 2 == 0
                ? remote.sendText("é".repeat(size / 2))
                : remote.sendBinary(ByteBuffer.wrap(new byte[size]));
    }
}
