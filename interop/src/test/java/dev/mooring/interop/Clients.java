package dev.mooring.interop;

import static java.time.Duration.ofMillis;

import dev.mooring.websocket.CircuitBreakerPolicy;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.RetryPolicy;
import java.time.Duration;

/** The client's options in the long runs: it notices at once, and never gives up. */
final class Clients {

    /**
     * The first handshake of a server that has just started takes a second on a busy machine. Given up, it would leave a session
     * behind that nobody takes up, and a test would send to that.
     */
    private static final Duration CONNECT_TIMEOUT = ofMillis(2500);

    private Clients() {}

    static ResilientContainer.Builder impatient() {
        return ResilientContainer.builder()
                .retry(RetryPolicy.exponential(ofMillis(10), ofMillis(50)).maxRetries(-1))
                .heartbeat(Heartbeat.ping().every(ofMillis(200)).timeout(ofMillis(200)))
                .circuitBreaker(
                        CircuitBreakerPolicy.off()) // a proxy that starts slowly refuses more than five attempts
                .connectTimeout(CONNECT_TIMEOUT)
                .outbox(Outbox.ofMessages(10_000))
                .delivery(Delivery.resumable().whenUnsupported(Delivery.Unsupported.FAIL));
    }
}
