package dev.mooring.interop;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.policy.SlowConsumer;
import dev.mooring.server.session.ServerSession;
import dev.mooring.testkit.DeliveryCheck;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.Heartbeat;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.ServerEndpoint;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the server's application does in these tests: it notes what it handles, and who came. Containers make endpoints
 * themselves, so what they share has to be static; each test sets it anew.
 */
final class Traffic {

    static final AtomicReference<@Nullable Traffic> PRESENT = new AtomicReference<>();

    final DeliveryCheck check;
    final Queue<String> opened = new ConcurrentLinkedQueue<>();
    final AtomicReference<@Nullable ServerSession> session = new AtomicReference<>();
    volatile Runnable beforeHandling = () -> {};
    volatile Runnable beforeClientHandling = () -> {};

    private Traffic(DeliveryCheck check) {
        this.check = check;
    }

    static Traffic begin(long seed) {
        Traffic traffic = new Traffic(new DeliveryCheck(seed));
        PRESENT.set(traffic);
        return traffic;
    }

    static Traffic present() {
        Traffic present = PRESENT.get();
        if (present == null) {
            throw new IllegalStateException("no test runs");
        }
        return present;
    }

    public static final class Resumable extends ResilientConfigurator {
        public Resumable() {
            super(ServerPolicy.builder()
                    .allowAnyOrigin()
                    .heartbeat(Heartbeat.ping().every(Duration.ofMillis(500)).timeout(Duration.ofMillis(500)))
                    .slowConsumer(SlowConsumer.disconnectAfter(16 << 20))
                    .delivery(Delivery.resumable())
                    .build());
        }
    }

    @ServerEndpoint(value = "/traffic", configurator = Resumable.class)
    public static final class Endpoint {

        @OnOpen
        public void open(ServerSession session) {
            present().opened.add(session.isResumed() ? "resumed" : "new");
            present().session.set(session);
        }

        @OnMessage
        public void message(String text) {
            present().beforeHandling.run();
            present().check.handled(text);
        }
    }
}
