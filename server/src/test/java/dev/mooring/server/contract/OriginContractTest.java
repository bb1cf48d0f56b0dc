package dev.mooring.server.contract;

import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.TestServer;
import java.util.Set;

/** With the filter in front, where there are filters. */
class OriginContractTest extends OriginContract {

    /** Grizzly trims control characters as it trims spaces, and drops empty headers; browsers send neither. */
    static final Set<String> TRIMMED_BY_GRIZZLY = Set.of(
            "https://app.example<01>", "<01>https://app.example", "https://app.example<0b>", "allowed and empty");

    @Override
    Deployment deployment() {
        return Deployment.of(Target.class);
    }

    @Override
    Set<String> hidden() {
        return TestServer.kind().equals("tyrus") ? TRIMMED_BY_GRIZZLY : Set.of();
    }
}
