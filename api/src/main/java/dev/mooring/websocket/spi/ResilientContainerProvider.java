package dev.mooring.websocket.spi;

import dev.mooring.websocket.ResilientContainer;
import java.util.ServiceLoader;

/**
 * Makes containers; found by {@link ServiceLoader}. Implemented by {@code mooring-tyrus}, not by applications.
 */
public interface ResilientContainerProvider {

    /** A new container with these options. */
    ResilientContainer create(ContainerOptions options);

    /**
     * The provider on the class path: first as the thread's context class loader sees it, as in a web application, then as
     * the loader of this library does.
     *
     * @throws IllegalStateException if there is none
     */
    static ResilientContainerProvider find() {
        return ServiceLoader.load(ResilientContainerProvider.class)
                .findFirst()
                .or(() -> ServiceLoader.load(
                                ResilientContainerProvider.class, ResilientContainerProvider.class.getClassLoader())
                        .findFirst())
                .orElseThrow(() -> new IllegalStateException("No implementation of ResilientContainer is on the class"
                        + " path: add dev.mooring:mooring-tyrus beside mooring-api"));
    }
}
