package dev.mooring.cdi;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.ArrayList;
import java.util.List;

/** An application of these beans, with this configuration in system properties, which go with it. */
final class Application implements AutoCloseable {

    private final List<String> keys = new ArrayList<>();
    private final Class<?>[] beans;
    private SeContainer container;

    private Application(Class<?>... beans) {
        this.beans = beans;
    }

    static Application of(Class<?>... beans) {
        return new Application(beans);
    }

    Application with(String key, Object value) {
        System.setProperty(key, value.toString());
        keys.add(key);
        return this;
    }

    Application start() {
        try {
            container = SeContainerInitializer.newInstance()
                    .disableDiscovery()
                    .addExtensions(new MooringExtension())
                    .addBeanClasses(beans)
                    .initialize();
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    <T> T get(Class<T> type) {
        return container.select(type).get();
    }

    <T> T get(Class<T> type, String name) {
        return container.select(type, Resilient.Literal.of(name)).get();
    }

    @Override
    public void close() {
        if (container != null && container.isRunning()) {
            container.close();
        }
        keys.forEach(System::clearProperty);
    }
}
