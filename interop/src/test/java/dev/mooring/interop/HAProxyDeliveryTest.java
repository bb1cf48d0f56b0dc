package dev.mooring.interop;

import static dev.mooring.server.testing.Proxy.with;

import dev.mooring.server.testing.Proxy;
import java.nio.file.Path;

class HAProxyDeliveryTest extends ReverseProxyContract {

    @Override
    Proxy start(Path directory, int port, int sockets, int health) throws Exception {
        return Proxy.haproxy(directory, port, documented(port, sockets, health));
    }

    @Override
    Proxy startThatReloads(Path directory, int port, int sockets, int health) throws Exception {
        return Proxy.haproxyThatReloads(directory, port, documented(port, sockets, health));
    }

    @Override
    void reload(Proxy proxy) throws Exception {
        proxy.signal("USR2");
    }

    private static String documented(int port, int sockets, int health) throws Exception {
        String block = Proxy.documented("haproxy", "frontend web");
        block = with(block, "bind :8000", "bind 127.0.0.1:" + port);
        return with(block, "10.0.0.1:8080 check port 8081", "127.0.0.1:" + sockets + " check port " + health);
    }
}
