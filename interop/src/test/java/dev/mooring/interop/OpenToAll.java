package dev.mooring.interop;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.websocket.Delivery;

/** Lets everybody in, and is resumable for who asks for that: both kinds of delivery are tested against one endpoint. */
public final class OpenToAll extends ResilientConfigurator {
    public OpenToAll() {
        super(ServerPolicy.builder()
                .allowAnyOrigin()
                .delivery(Delivery.resumable())
                .build());
    }
}
