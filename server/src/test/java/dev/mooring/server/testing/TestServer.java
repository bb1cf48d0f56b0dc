package dev.mooring.server.testing;

import dev.mooring.server.MooringServer;

/** One of the embedded servers, running on a loopback port of its own choice. */
public interface TestServer extends AutoCloseable {

    /** Which server this JVM tests; the build runs the contract once for each. */
    static String kind() {
        return System.getProperty("mooring.test.server", "tyrus");
    }

    static TestServer start(Deployment deployment) throws Exception {
        return switch (kind()) {
            case "tyrus" -> TyrusServer.start(deployment);
            case "undertow" -> UndertowServer.start(deployment);
            case "jetty" -> JettyServer.start(deployment);
            case "tomcat" -> TomcatServer.start(deployment);
            default -> throw new IllegalArgumentException("no such server: " + kind());
        };
    }

    /** Whether requests pass servlet filters at all. */
    static boolean hasFilters() {
        return !kind().equals("tyrus");
    }

    int port();

    MooringServer mooring();

    @Override
    void close() throws Exception;
}
