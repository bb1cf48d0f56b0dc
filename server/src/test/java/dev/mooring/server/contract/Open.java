package dev.mooring.server.contract;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.policy.ServerPolicyBuilder;

/** Lets native clients in; the rest is the test's. */
public class Open extends ResilientConfigurator {

    public Open() {
        this(options());
    }

    Open(ServerPolicyBuilder policy) {
        super(policy.build());
    }

    static ServerPolicyBuilder options() {
        return ServerPolicy.builder().allowMissingOrigin();
    }
}
