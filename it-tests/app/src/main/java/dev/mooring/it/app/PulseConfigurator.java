package dev.mooring.it.app;

import static java.time.Duration.ofMillis;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.websocket.Heartbeat;

/** Pings often and waits shortly. */
public class PulseConfigurator extends ResilientConfigurator {

    public PulseConfigurator() {
        super(ServerPolicy.builder()
                .allowMissingOrigin()
                .heartbeat(Heartbeat.ping().every(ofMillis(500)).timeout(ofMillis(1500)))
                .build());
    }
}
