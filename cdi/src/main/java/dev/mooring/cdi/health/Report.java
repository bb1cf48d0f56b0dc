package dev.mooring.cdi.health;

import dev.mooring.cdi.Client;
import dev.mooring.cdi.MooringExtension;
import dev.mooring.websocket.SessionState;
import java.util.function.Predicate;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** One line for each client: its state, and for how long. */
final class Report {

    private Report() {}

    static HealthCheckResponse of(String name, MooringExtension mooring, Predicate<SessionState> well) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named(name);
        boolean up = true;
        for (Client client : mooring.clients().all()) {
            if (client.hasEndpoint()) {
                SessionState state = client.state();
                up &= well.test(state);
                response.withData(
                        client.name(), state + " for " + client.since().toSeconds() + " s");
            }
        }
        return response.status(up).build();
    }
}
