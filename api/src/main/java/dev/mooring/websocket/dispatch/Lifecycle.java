package dev.mooring.websocket.dispatch;

import dev.mooring.websocket.CircuitChanged;
import dev.mooring.websocket.OnCircuitChange;
import dev.mooring.websocket.OnRetry;
import dev.mooring.websocket.OnStateChange;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.StateChanged;
import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnOpen;
import java.lang.annotation.Annotation;

/** The methods that an endpoint class has at most one of, and what they are about. */
enum Lifecycle {
    OPEN(OnOpen.class, EndpointConfig.class),
    CLOSE(OnClose.class, CloseReason.class),
    ERROR(OnError.class, Throwable.class),
    RETRY(OnRetry.class, RetryScheduled.class),
    STATE_CHANGE(OnStateChange.class, StateChanged.class),
    CIRCUIT_CHANGE(OnCircuitChange.class, CircuitChanged.class);

    final Class<? extends Annotation> annotation;
    final Class<?> subject;

    Lifecycle(Class<? extends Annotation> annotation, Class<?> subject) {
        this.annotation = annotation;
        this.subject = subject;
    }

    boolean takes(Class<?> parameter) {
        // the configuration may be asked for as what it is at this end, ClientEndpointConfig for instance
        return this == OPEN ? subject.isAssignableFrom(parameter) : parameter == subject;
    }

    @Override
    public String toString() {
        return "@" + annotation.getSimpleName();
    }
}
