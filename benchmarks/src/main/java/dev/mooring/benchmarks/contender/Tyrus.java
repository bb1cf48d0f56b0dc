package dev.mooring.benchmarks.contender;

import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.container.jdk.client.JdkClientContainer;

/** Tyrus as it comes. */
final class Tyrus {

    private Tyrus() {}

    /** On Grizzly; shared, since unshared it takes three threads a connection. */
    static Contender onGrizzly() {
        return shared(ClientManager.createClient());
    }

    static Contender onJdk() {
        return shared(ClientManager.createClient(JdkClientContainer.class.getName()));
    }

    private static Contender shared(ClientManager manager) {
        manager.getProperties().put(ClientProperties.SHARED_CONTAINER, true);
        return new Jakarta(manager, JakartaClient::new, manager::shutdown);
    }
}
