package dev.mooring.tyrus.core;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;

/**
 * Tyrus's managers, from which the connections of a transport borrow their engines. To make one takes two lookups in JNDI and
 * one for services, and it weighs as much as a connection; all connections with the same bound on frames share one.
 * Thread-safe.
 */
final class Managers {

    private static final String CONTAINER = BorrowedEngine.class.getName();

    private final MaskingKeys keys = new MaskingKeys();
    private final Map<Integer, ClientManager> bySize = new ConcurrentHashMap<>();

    MaskingKeys keys() {
        return keys;
    }

    /** The manager of connections that may be given so many bytes to read at once. */
    ClientManager forReadsOf(int bytes) {
        ClientManager present = bySize.get(bytes);
        return present == null ? bySize.computeIfAbsent(bytes, this::create) : present;
    }

    private ClientManager create(int bytes) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Tyrus loads the class by name, through the context class loader: in a server that need not see us
        thread.setContextClassLoader(Managers.class.getClassLoader());
        try {
            // what sessions refer to: the lender thinks after each loan that its last connection is gone, and cleans up
            ClientManager keeper = ClientManager.createClient(CONTAINER);
            keeper.setDefaultMaxSessionIdleTimeout(-1); // 0 would cost a cancelled timer at every message
            ClientManager lender = ClientManager.createClient(CONTAINER, keeper);
            lender.getProperties().put(ClientProperties.MASKING_KEY_GENERATOR, keys);
            lender.getProperties().put(ClientProperties.INCOMING_BUFFER_SIZE, bytes);
            return lender;
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
