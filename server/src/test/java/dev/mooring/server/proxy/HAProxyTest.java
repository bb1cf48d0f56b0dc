package dev.mooring.server.proxy;

import static dev.mooring.server.testing.Proxy.with;

import dev.mooring.server.testing.Proxy;
import java.nio.file.Path;

class HAProxyTest extends ProxyContract {

    @Override
    Proxy start(Path directory, int port, int sockets, int health) throws Exception {
        String block = Proxy.documented("haproxy", "frontend web");
        block = with(block, "bind :8000", "bind 127.0.0.1:" + port);
        block = with(block, "10.0.0.1:8080 check port 8081", "127.0.0.1:" + sockets + " check port " + health);
        block = with(block, "timeout http-request 10s", "timeout http-request 1s");
        return Proxy.haproxy(directory, port, with(block, "75s", "1s"));
    }
}
