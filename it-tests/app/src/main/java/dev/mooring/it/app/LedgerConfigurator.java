package dev.mooring.it.app;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.websocket.Delivery;

/** Lets native clients in, and keeps their sessions. */
public class LedgerConfigurator extends ResilientConfigurator {

    public LedgerConfigurator() {
        super(ServerPolicy.builder()
                .allowMissingOrigin()
                .delivery(Delivery.resumable())
                .build());
    }
}
