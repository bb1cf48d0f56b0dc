package dev.mooring.it.app;

import static java.time.Duration.ofSeconds;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.auth.Authenticators;
import dev.mooring.server.auth.HandshakeRejectedException;
import dev.mooring.server.auth.Rejection;
import dev.mooring.server.policy.ServerPolicy;
import java.security.Principal;

/** Lets alice in, and answers others with the status that they are named after. */
public class GuardedConfigurator extends ResilientConfigurator {

    public GuardedConfigurator() {
        super(ServerPolicy.builder()
                .allowMissingOrigin()
                .allowOrigins("https://app.example")
                .authenticate(Authenticators.bearer(GuardedConfigurator::verify))
                .build());
    }

    private static Principal verify(String token) throws HandshakeRejectedException {
        return switch (token) {
            case "alice" -> () -> "alice";
            case "403" -> throw new HandshakeRejectedException(Rejection.forbidden("banned"));
            case "429" -> throw new HandshakeRejectedException(Rejection.tooMany("slow down", ofSeconds(7)));
            case "503" -> throw new HandshakeRejectedException(Rejection.unavailable("closed for today", ofSeconds(7)));
            default -> null;
        };
    }
}
