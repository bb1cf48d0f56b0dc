package dev.mooring.chat.server;

import static java.time.Duration.ofSeconds;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.auth.Authenticators;
import dev.mooring.server.policy.RateLimit;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.Heartbeat;

/** Who may come in, and how much they may say. */
public final class RoomConfigurator extends ResilientConfigurator {

    private static final int MAX_LINE_BYTES = 16 << 10;

    /** Made by Mooring. */
    public RoomConfigurator() {
        super(ServerPolicy.builder()
                .allowMissingOrigin() // terminals are no browsers
                .authenticate(Authenticators.bearer(Guest::of))
                .heartbeat(Heartbeat.ping().every(ofSeconds(10)).timeout(ofSeconds(5)))
                .maxMessageSize(MAX_LINE_BYTES)
                .rateLimit(RateLimit.of(100).burst(2000))
                .delivery(Delivery.resumable())
                .build());
    }
}
