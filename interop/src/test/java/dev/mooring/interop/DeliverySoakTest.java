package dev.mooring.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.session.ServerSession;
import dev.mooring.testkit.FaultProxy;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * Faults of every kind while both applications send: nothing is lost, repeated or out of order. {@code
 * -Dmooring.delivery.faults=600 -Dmooring.delivery.messages=1000000} for the long run, {@code -Dmooring.delivery.seed=}
 * for one again, {@code -Dmooring.interop.server=} and {@code -Ddev.mooring.transport=} for one server and transport.
 */
@OnEveryServer
class DeliverySoakTest {

    private static final int FAULTS = Integer.getInteger("mooring.delivery.faults", 12);
    private static final int MESSAGES = Integer.getInteger("mooring.delivery.messages", 8_000);
    private static final long SEED = Long.getLong("mooring.delivery.seed", System.nanoTime() & 0xffff_ffffL);
    private static final int BETWEEN_FAULTS = 300;

    private final Random random = new Random(SEED);
    private final Traffic traffic = Traffic.begin(SEED);
    private final Map<Trouble, Integer> made = new EnumMap<>(Trouble.class);

    @Test
    void nothingIsLostRepeatedOrOutOfOrder() throws Exception {
        System.out.println("delivery soak, " + Host.pair() + ": " + FAULTS + " faults, seed " + SEED);
        try (Host host = Host.start(Traffic.Endpoint.class);
                FaultProxy proxy = FaultProxy.to("127.0.0.1", host.port()).start();
                ResilientContainer container = Clients.impatient().build()) {
            warmUp(host);
            ResilientSession session = container.connectToServer(new Client(), Host.uri(proxy.port(), "/traffic"));
            until(() -> traffic.session.get() != null, "the first connection");
            ServerSession server = traffic.session.get();
            try (Pump up = Pump.up(traffic.check, session, SEED);
                    Pump down = Pump.down(traffic.check, server, SEED)) {
                for (int i = 0; i < FAULTS; i++) {
                    trouble(i, proxy, session);
                }
                long each = MESSAGES / 2;
                until(() -> handled("client") >= each && handled("server") >= each, "so many messages");
                assertThat(up.failure()).isNull();
                assertThat(down.failure()).isNull();
            }
            until(() -> traffic.check.report().isClean(), "the rest");
            System.out.println("delivery soak, " + Host.pair() + ": " + traffic.check.report() + ", " + made + ", "
                    + traffic.opened.size() + " connections");
            assertThat(List.copyOf(traffic.opened).lastIndexOf("new"))
                    .as("the connection that was the last to open a new session")
                    .isZero();
            session.close();
            until(() -> host.store().sessions() == 0, "the end of the record");
            assertThat(host.store().bytes()).isZero();
        }
        traffic.check.requireClean();
    }

    /**
     * The first handshake takes a second and more on a busy machine. An impatient client gives it up and tries again, and the
     * server has opened a session that nobody has a token of: no fault, but not to be told from one afterwards.
     */
    private void warmUp(Host host) throws Exception {
        try (ResilientContainer patient =
                ResilientContainer.builder().delivery(Delivery.resumable()).build()) {
            patient.connectToServer(new Client(), Host.uri(host.port(), "/traffic"));
            until(() -> traffic.session.get() != null, "the warm-up");
        }
        until(() -> host.store().sessions() == 0, "the end of the warm-up");
        traffic.session.set(null);
        traffic.opened.clear();
    }

    private void trouble(int number, FaultProxy proxy, ResilientSession session) throws InterruptedException {
        List<Trouble> all = List.of(Trouble.values());
        Trouble trouble = all.get(number < all.size() ? number : random.nextInt(all.size()));
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
