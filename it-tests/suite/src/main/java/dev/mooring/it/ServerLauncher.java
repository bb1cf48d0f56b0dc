package dev.mooring.it;

import dev.mooring.testkit.ServerProcess;
import java.nio.file.Path;
import java.util.List;

/** Starts a server of its own for a test that kills it; found by {@code ServiceLoader}. */
public interface ServerLauncher {

    /**
     * Starts it with this application at {@code /mooring}.
     *
     * @param properties system properties, as arguments for its JVM
     */
    ServerProcess start(int port, Path war, List<String> properties) throws Exception;
}
