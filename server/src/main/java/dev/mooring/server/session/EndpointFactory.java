package dev.mooring.server.session;

/** Makes the application's endpoint instances, one per session. Thread-safe. */
@FunctionalInterface
public interface EndpointFactory {

    /** A new instance. */
    Instance create(Class<?> type) throws InstantiationException;

    /**
     * An instance and what disposes of it.
     *
     * @param endpoint the instance
     * @param dispose run once when its session has ended
     */
    record Instance(Object endpoint, Runnable dispose) {}
}
