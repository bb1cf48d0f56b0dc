package dev.mooring.cdi.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where there is no MicroProfile Config: system properties, and below them the file that MicroProfile Config would read, so
 * that an application need not know which server it is on.
 */
final class PlainSource implements Source {

    private static final String FILE = "META-INF/microprofile-config.properties";

    private final Properties file;

    private PlainSource(Properties file) {
        this.file = file;
    }

    static Source create() {
        Properties properties = new Properties();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream in = loader == null ? null : loader.getResourceAsStream(FILE)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
        return new PlainSource(properties);
    }

    @Override
    public @Nullable String value(String key) {
        return System.getProperty(key, file.getProperty(key));
    }

    @Override
    public Set<String> keys() {
        Set<String> keys = new TreeSet<>(file.stringPropertyNames());
        keys.addAll(System.getProperties().stringPropertyNames());
        return keys;
    }
}
