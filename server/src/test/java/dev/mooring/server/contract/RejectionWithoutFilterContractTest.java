package dev.mooring.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;

/** The Configurator alone: Jakarta gives it no way to answer a status, so but for Tyrus, which has one, the client sees 500. */
class RejectionWithoutFilterContractTest extends RejectionContract {

    @Override
    Deployment deployment() {
        return Deployment.of(Unreachable.class).withoutFilter();
    }

    @Override
    void answered(RawClient client, int status) {
        assertThat(client.status()).isEqualTo(TestServer.engine().equals("tyrus") ? status : 500);
    }
}
