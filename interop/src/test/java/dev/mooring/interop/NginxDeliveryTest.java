package dev.mooring.interop;

import static dev.mooring.server.testing.Proxy.with;

import dev.mooring.server.testing.Proxy;
import java.nio.file.Path;

class NginxDeliveryTest extends ReverseProxyContract {

    @Override
    Proxy start(Path directory, int port, int sockets, int health) throws Exception {
        return Proxy.nginx(directory, port, documented(port, sockets, health));
    }

    @Override
    Proxy startThatReloads(Path directory, int port, int sockets, int health) throws Exception {
        return Proxy.nginxThatReloads(directory, port, documented(port, sockets, health));
    }

    @Override
    void reload(Proxy proxy) throws Exception {
        proxy.signal("HUP");
    }

    private static String documented(int port, int sockets, int health) throws Exception {
        String block = Proxy.documented("nginx", "proxy_set_header Upgrade");
        block = with(block, "listen 8000;", "listen 127.0.0.1:" + port + ";");
        block = with(block, "10.0.0.1:8080", "127.0.0.1:" + sockets);
        return Proxy.http(with(block, "10.0.0.1:8081", "127.0.0.1:" + health));
    }
}
