package dev.mooring.cdi.config;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where configuration comes from. */
public interface Source {

    /** The value of this key, {@code null} if there is none. */
    @Nullable String value(String key);

    /** All keys there are. */
    Set<String> keys();

    /** MicroProfile Config as the server has it, else the plain one. */
    static Source ofServer() {
        try {
            return MicroProfileSource.create();
        } catch (LinkageError | IllegalStateException e) { // no such API, or nothing behind it
            return PlainSource.create();
        }
    }
}
