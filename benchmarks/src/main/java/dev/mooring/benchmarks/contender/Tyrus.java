package dev.mooring.benchmarks.contender;

import dev.mooring.tyrus.core.MaskingKeys;
import dev.mooring.tyrus.netty.NettyClientContainer;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.container.jdk.client.JdkClientContainer;

/** Tyrus's own client. */
final class Tyrus {

    private Tyrus() {}

    /** As it comes, on Grizzly; shared, since unshared it takes three threads a connection. */
    static Contender onGrizzly() {
        return shared(ClientManager.createClient());
    }

    static Contender onJdk() {
        return shared(ClientManager.createClient(JdkClientContainer.class.getName()));
    }

    /** On our Netty, with the two settings that make Tyrus faster wherever it runs. */
    static Contender onNetty() {
        ClientManager manager = ClientManager.createClient(NettyClientContainer.class.getName());
        manager.setDefaultMaxSessionIdleTimeout(-1);
        manager.getProperties().put(ClientProperties.MASKING_KEY_GENERATOR, new MaskingKeys());
        return new Jakarta(manager, JakartaClient::new, manager::shutdown);
    }

    private static Contender shared(ClientManager manager) {
        manager.getProperties().put(ClientProperties.SHARED_CONTAINER, true);
        return new Jakarta(manager, JakartaClient::new, manager::shutdown);
    }
}
