package dev.mooring.server.testing;

import java.util.List;

/**
 * What a test deploys.
 *
 * @param endpoints annotated endpoints, as a scan would find them
 * @param filter whether the jar's own filter is in front, where there are servlets
 * @param bare endpoints an application adds to the container itself, past MooringServer
 */
public record Deployment(List<Class<?>> endpoints, boolean filter, List<Class<?>> bare) {

    public static Deployment of(Class<?>... endpoints) {
        return new Deployment(List.of(endpoints), true, List.of());
    }

    public Deployment withoutFilter() {
        return new Deployment(endpoints, false, bare);
    }

    public Deployment andBare(Class<?>... classes) {
        return new Deployment(endpoints, filter, List.of(classes));
    }
}
