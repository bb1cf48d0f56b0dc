package dev.mooring.examples.war;

import static java.time.Duration.ofSeconds;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.RateLimit;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.websocket.Heartbeat;

/** Lets in pages of this origin alone, which is {@code http://localhost:8080} unless {@code chat.origin} says another. */
public class ChatConfigurator extends ResilientConfigurator {

    public ChatConfigurator() {
        super(ServerPolicy.builder()
                .allowOrigins(System.getProperty("chat.origin", "http://localhost:8080"))
                .heartbeat(Heartbeat.ping().every(ofSeconds(20)).timeout(ofSeconds(10)))
                .rateLimit(RateLimit.of(20).burst(40))
                .maxMessageSize(2_000)
                .build());
    }
}
