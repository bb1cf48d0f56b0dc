package dev.mooring.cdi.health;

import dev.mooring.cdi.MooringExtension;
import dev.mooring.websocket.SessionState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive while no client's session has FAILED: from that only a restart brings it back. */
@Liveness
@ApplicationScoped
public class ClientsLiveness implements HealthCheck {

    @Inject
    MooringExtension mooring;

    @Override
    public HealthCheckResponse call() {
        return Report.of("mooring-clients-not-failed", mooring, state -> state != SessionState.FAILED);
    }
}
