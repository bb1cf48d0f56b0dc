package dev.mooring.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HandshakeContractTest extends ServerContract {

    static final AtomicInteger OPENED = new AtomicInteger();

    public static class OneOrigin extends ResilientConfigurator {
        public OneOrigin() {
            super(ServerPolicy.builder().allowOrigins("https://app.example").build());
        }
    }

    @ServerEndpoint(value = "/echo", configurator = OneOrigin.class)
    public static class Echo {
        @OnOpen
        public void open(Session session) {
            OPENED.incrementAndGet();
        }

        @OnMessage
        public String echo(String text) {
            return text;
        }
    }

    @Override
    Deployment deployment() {
        return Deployment.of(Echo.class);
    }

    @Test
    void allowedOriginOpensAndEchoes() throws Exception {
        try (RawClient client = connect("/echo", ORIGIN)) {
            assertThat(client.status()).isEqualTo(101);
            client.text("hello");
            assertThat(client.readText()).isEqualTo("hello");
        }
    }

    @Test
    void otherOriginIsRejectedWith403AndNeverOpens() throws Exception {
        int before = OPENED.get();
        try (RawClient client = connect("/echo", "Origin: https://evil.example")) {
            assertThat(client.status()).isEqualTo(403);
        }
        assertThat(OPENED).hasValue(before);
        assertThat(TestServer.kind()).isNotEmpty();
    }
}
