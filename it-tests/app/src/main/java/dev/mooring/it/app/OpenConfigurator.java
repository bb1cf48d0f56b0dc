package dev.mooring.it.app;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;

/** Lets native clients in. */
public class OpenConfigurator extends ResilientConfigurator {

    public OpenConfigurator() {
        super(ServerPolicy.builder().allowMissingOrigin().build());
    }
}
