package dev.mooring.it;

import static java.time.Duration.ofMillis;

import dev.mooring.websocket.CircuitBreakerPolicy;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.RetryPolicy;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An endpoint of ours outside the server that remembers what it hears. */
@ClientEndpoint
public class Outside {

    final List<String> received = new CopyOnWriteArrayList<>();
    final List<CloseReason> closed = new CopyOnWriteArrayList<>();
    final AtomicInteger opened = new AtomicInteger();

    /** A container that tries again soon and for ever. */
    static ResilientContainer.Builder patient() {
        return ResilientContainer.builder()
                .retry(RetryPolicy.exponential(ofMillis(50), ofMillis(500)).maxRetries(RetryPolicy.UNLIMITED))
                .circuitBreaker(CircuitBreakerPolicy.off());
    }

    /** Called by the container. */
    @OnOpen
    public void open() {
        opened.incrementAndGet();
    }

    /** Called by the container. */
    @OnMessage
    public void message(String text) {
        received.add(text);
    }

    /** Called by the container. */
    @OnClose
    public void close(CloseReason reason) {
        closed.add(reason);
    }
}
