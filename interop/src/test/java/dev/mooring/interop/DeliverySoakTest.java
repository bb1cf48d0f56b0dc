package dev.mooring.interop;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.session.ServerSession;
import dev.mooring.testkit.FaultProxy;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryPolicy;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Faults of every kind while both applications send: nothing is lost, repeated or out of order. {@code
 * -Dmooring.delivery.faults=600 -Dmooring.delivery.messages=1000000} for the long run, {@code -Dmooring.delivery.seed=}
 * for one again.
 */
class DeliverySoakTest {

    private static final int FAULTS = Integer.getInteger("mooring.delivery.faults", 24);
    private static final int MESSAGES = Integer.getInteger("mooring.delivery.messages", 20_000);
    private static final long SEED = Long.getLong("mooring.delivery.seed", System.nanoTime() & 0xffff_ffffL);
    private static final int BETWEEN_FAULTS = 300;

    private final Random random = new Random(SEED);
    private final Traffic traffic = Traffic.begin(SEED);
    private final Map<Trouble, Integer> made = new EnumMap<>(Trouble.class);

    @Test
    void nothingIsLostRepeatedOrOutOfOrder() throws Exception {
        System.out.println("delivery soak: " + FAULTS + " faults, seed " + SEED);
        try (Host host = Host.start(Traffic.Endpoint.class);
                FaultProxy proxy = FaultProxy.to("127.0.0.1", host.port()).start();
                ResilientContainer container = container()) {
            ResilientSession session = container.connectToServer(new Client(), Host.uri(proxy.port(), "/traffic"));
            until(() -> traffic.session.get() != null, "the first connection");
            ServerSession server = traffic.session.get();
            try (Pump up = new Pump(
                            traffic.check,
                            "client",
                            content(),
                            (text, handler) -> session.getAsyncRemote().sendText(text, handler));
                    Pump down = new Pump(
                            traffic.check,
                            "server",
                            content(),
                            (text, handler) -> server.getAsyncRemote().sendText(text, handler))) {
                for (int i = 0; i < FAULTS; i++) {
                    trouble(i, proxy, session);
                }
                long each = MESSAGES / 2;
                until(() -> handled("client") >= each && handled("server") >= each, "so many messages");
                assertThat(up.failure()).isNull();
                assertThat(down.failure()).isNull();
            }
            until(() -> traffic.check.report().isClean(), "the rest");
            System.out.println("delivery soak: " + traffic.check.report() + ", " + made + ", " + traffic.opened.size()
                    + " connections");
            assertThat(traffic.opened.stream().filter("new"::equals)).hasSize(1);
            session.close();
            until(() -> host.store().sessions() == 0, "the end of the record");
            assertThat(host.store().bytes()).isZero();
        }
        traffic.check.requireClean();
    }

    private void trouble(int number, FaultProxy proxy, ResilientSession session) throws InterruptedException {
        Trouble trouble = number < Trouble.values().length
                ? Trouble.values()[number]
                : Trouble.values()[random.nextInt(Trouble.values().length)];
        made.merge(trouble, 1, Integer::sum);
        int connections = proxy.accepted();
        trouble.make(proxy, session, traffic, random);
        until(() -> proxy.accepted() > connections && session.isOpen(), "a connection after " + trouble);
        int up = handled("client");
        int down = handled("server");
        until(
                () -> handled("client") >= up + BETWEEN_FAULTS && handled("server") >= down + BETWEEN_FAULTS,
                "messages after " + trouble);
    }

    private int handled(String sender) {
        return traffic.check.handledFrom(sender);
    }

    private Supplier<String> content() {
        Random sizes = new Random(SEED);
        return () -> " " + "x".repeat(sizes.nextInt(200));
    }

    private static ResilientContainer container() {
        return ResilientContainer.builder()
                .retry(RetryPolicy.exponential(ofMillis(10), ofMillis(50)).maxRetries(-1))
                .heartbeat(Heartbeat.ping().every(ofMillis(200)).timeout(ofMillis(200)))
                .connectTimeout(ofMillis(800))
                .outbox(Outbox.ofMessages(10_000))
                .delivery(Delivery.resumable().whenUnsupported(Delivery.Unsupported.FAIL))
                .build();
    }

    /** Waits for long enough to be sure, and says what for, with the seed. */
    private void until(BooleanSupplier condition, String what) throws InterruptedException {
        long end = System.nanoTime() + 30_000_000_000L + (what.startsWith("so many") ? MESSAGES * 1_000_000L : 0);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what + ": " + traffic.check.report());
            }
            Trouble.pause(5);
        }
    }
}
