package dev.mooring.examples.war;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;

/** For services, which have no Origin. */
public class ClockConfigurator extends ResilientConfigurator {

    public ClockConfigurator() {
        super(ServerPolicy.builder().allowMissingOrigin().build());
    }
}
