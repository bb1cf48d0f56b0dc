package dev.mooring.interop;

import dev.mooring.server.MooringServer;
import dev.mooring.server.resume.SessionStore;
import dev.mooring.server.topic.Fabric;
import java.net.URI;
import java.util.Map;
import org.glassfish.tyrus.server.TyrusServerContainer;
import org.glassfish.tyrus.spi.ServerContainer;
import org.glassfish.tyrus.spi.ServerContainerFactory;

/** A guarded endpoint on Tyrus, on a port of its own choice. */
record Host(ServerContainer container, MooringServer mooring) implements AutoCloseable {

    static Host start(Class<?>... endpoints) throws Exception {
        return start(SessionStore.inMemory(), endpoints);
    }

    static Host start(SessionStore store, Class<?>... endpoints) throws Exception {
        MooringServer mooring = MooringServer.create(Fabric.local(), store);
        ServerContainer container = ServerContainerFactory.createServerContainer(Map.of());
        for (Class<?> endpoint : endpoints) {
            container.addEndpoint(mooring.guard(endpoint));
        }
        container.start("/", 0);
        return new Host(container, mooring);
    }

    int port() {
        return ((TyrusServerContainer) container).getPort();
    }

    URI uri(String path) {
        return uri(port(), path);
    }

    static URI uri(int port, String path) {
        return URI.create("ws://127.0.0.1:" + port + path);
    }

    SessionStore store() {
        return mooring.runtime().desk().store();
    }

    @Override
    public void close() {
        mooring.close();
        container.stop();
    }
}
