package dev.mooring.server.testing;

import java.nio.file.Path;

/** A server that runs one web application, as it lies in a directory, and finds out by itself what is in it. */
public record WarServer(int port, AutoCloseable stop) implements AutoCloseable {

    public static WarServer start(Path war) throws Exception {
        return switch (TestServer.kind()) {
            case "jetty" -> JettyServer.startWar(war);
            case "tomcat" -> TomcatServer.startWar(war);
            default -> throw new IllegalArgumentException("scans nothing when embedded: " + TestServer.kind());
        };
    }

    @Override
    public void close() throws Exception {
        stop.close();
    }
}
