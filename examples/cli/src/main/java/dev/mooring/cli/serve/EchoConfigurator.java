package dev.mooring.cli.serve;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.session.EndpointFactory;
import java.util.function.Supplier;

/** Guards the endpoint of one path by the policy of the command line. */
final class EchoConfigurator extends ResilientConfigurator {

    private final Supplier<EchoEndpoint> endpoints;

    EchoConfigurator(ServerPolicy policy, Supplier<EchoEndpoint> endpoints) {
        super(policy);
        this.endpoints = endpoints;
    }

    @Override
    protected EndpointFactory.Instance createEndpoint(Class<?> type) {
        return new EndpointFactory.Instance(endpoints.get(), () -> {});
    }
}
