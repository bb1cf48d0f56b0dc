package dev.mooring.cdi.health;

import dev.mooring.cdi.MooringExtension;
import dev.mooring.websocket.SessionState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the session of each client is open. */
@Readiness
@ApplicationScoped
public class ClientsReadiness implements HealthCheck {

    @Inject
    MooringExtension mooring;

    @Override
    public HealthCheckResponse call() {
        return Report.of("mooring-clients-open", mooring, state -> state == SessionState.OPEN);
    }
}
