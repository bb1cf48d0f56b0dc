package dev.mooring.cdi.health;

import dev.mooring.cdi.MooringExtension;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the application's guarded endpoints take handshakes: not any more once they drain. */
@Readiness
@ApplicationScoped
public class ServerReadiness implements HealthCheck {

    @Inject
    MooringExtension mooring;

    @Override
    public HealthCheckResponse call() {
        boolean draining = mooring.serverHalf().isDraining();
        return HealthCheckResponse.named("mooring-server-not-draining")
                .status(!draining)
                .withData("draining", draining)
                .build();
    }
}
