package dev.mooring.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;

/** With the filter in front, or on Tyrus, which lets the Configurator set a status: the client sees what was meant. */
class RejectionContractTest extends RejectionContract {

    @Override
    Deployment deployment() {
        return Deployment.of(Unreachable.class);
    }

    @Override
    void answered(RawClient client, int status) {
        assertThat(client.status()).isEqualTo(status);
        assertThat(client.header("Retry-After")).isEqualTo("2");
        if (status == 401) {
            assertThat(client.header("WWW-Authenticate")).startsWith("Bearer");
        }
    }
}
