package dev.mooring.server.proxy;

import static dev.mooring.server.testing.Proxy.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.hostile.HalfRequests;
import dev.mooring.server.testing.Proof;
import dev.mooring.server.testing.Proxy;
import dev.mooring.server.testing.RawClient;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NginxTest extends ProxyContract {

    @Override
    Proxy start(Path directory, int port, int sockets, int health) throws Exception {
        return Proxy.nginx(directory, port, Proxy.http(server(port, sockets, health)));
    }

    /** nginx passes nothing on before it has a whole request: that is what keeps them from the server. */
    @Test
    void tenThousandSlowHandshakesDoNotReachTheServer() throws Exception {
        try (HalfRequests slow = HalfRequests.start(port(), Proof.scaled(200, 10_000));
                RawClient client = connect("/silent")) {
            assertThat(slow).isNotNull();
            client.text("still here");
            assertThat(client.readText()).isEqualTo("still here");
        }
    }

    static String server(int port, int sockets, int health) throws Exception {
        String block = Proxy.documented("nginx", "proxy_set_header Upgrade");
        block = with(block, "listen 8000;", "listen 127.0.0.1:" + port + ";");
        block = with(block, "10.0.0.1:8080", "127.0.0.1:" + sockets);
        block = with(block, "10.0.0.1:8081", "127.0.0.1:" + health);
        block = with(block, "client_header_timeout 10s", "client_header_timeout 1s");
        return with(block, "proxy_read_timeout 75s", "proxy_read_timeout 1s");
    }
}
