package dev.mooring.cdi.config;

import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** MicroProfile Config. Touched only where that can be loaded. */
final class MicroProfileSource implements Source {

    private final Config config;

    private MicroProfileSource(Config config) {
        this.config = config;
    }

    static Source create() {
        return new MicroProfileSource(ConfigProvider.getConfig());
    }

    @Override
    public @Nullable String value(String key) {
        return config.getOptionalValue(key, String.class).orElse(null);
    }

    @Override
    public Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        config.getPropertyNames().forEach(keys::add);
        return keys;
    }
}
