package dev.mooring.cdi.health;

import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;

/** Adds the checks where there is MicroProfile Health. */
public final class HealthChecks {

    private HealthChecks() {}

    /** Adds them, or nothing. */
    public static void addTo(BeforeBeanDiscovery event) {
        try {
            Class.forName("org.eclipse.microprofile.health.HealthCheck", false, HealthChecks.class.getClassLoader());
            event.addAnnotatedType(ClientsReadiness.class, ClientsReadiness.class.getName());
            event.addAnnotatedType(ClientsLiveness.class, ClientsLiveness.class.getName());
            event.addAnnotatedType(ServerReadiness.class, ServerReadiness.class.getName());
        } catch (ClassNotFoundException | LinkageError e) {
            System.getLogger(HealthChecks.class.getName())
                    .log(System.Logger.Level.DEBUG, "no MicroProfile Health here: no checks", e);
        }
    }
}
