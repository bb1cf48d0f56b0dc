package dev.mooring.interop;

import static java.time.Duration.ofMillis;

import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.RetryPolicy;

/** The client's options in the long runs: it notices at once, and never gives up. */
final class Clients {

    private Clients() {}

    static ResilientContainer.Builder impatient() {
        return ResilientContainer.builder()
                .retry(RetryPolicy.exponential(ofMillis(10), ofMillis(50)).maxRetries(-1))
                .heartbeat(Heartbeat.ping().every(ofMillis(200)).timeout(ofMillis(200)))
                .connectTimeout(ofMillis(800))
                .outbox(Outbox.ofMessages(10_000))
                .delivery(Delivery.resumable().whenUnsupported(Delivery.Unsupported.FAIL));
    }
}
