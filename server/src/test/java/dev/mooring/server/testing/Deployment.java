package dev.mooring.server.testing;

import java.util.List;

/** What a test deploys: annotated endpoints, and whether the jar's own filter is in front where there are servlets. */
public record Deployment(List<Class<?>> endpoints, boolean filter) {

    public static Deployment of(Class<?>... endpoints) {
        return new Deployment(List.of(endpoints), true);
    }

    public Deployment withoutFilter() {
        return new Deployment(endpoints, false);
    }
}
