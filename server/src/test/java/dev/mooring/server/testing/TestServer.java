package dev.mooring.server.testing;

import dev.mooring.server.MooringServer;
import java.util.List;

/** One of the embedded servers, running on a loopback port of its own choice; or the real one that runs this very test. */
public interface TestServer extends AutoCloseable {

    /** Which server this JVM tests; the build runs the contract once for each. */
    static String kind() {
        return System.getProperty("mooring.test.server", "tyrus");
    }

    /** What speaks WebSocket in it, whose ways a server has whatever it is built into. */
    static String engine() {
        return switch (kind()) {
            case "wildfly" -> "undertow";
            case "payara-micro", "payara-server" -> "tyrus";
            default -> kind();
        };
    }

    static TestServer start(Deployment deployment) throws Exception {
        return switch (kind()) {
            case "tyrus" -> TyrusServer.start(deployment);
            case "undertow" -> UndertowServer.start(deployment);
            case "jetty" -> JettyServer.start(deployment);
            case "tomcat" -> TomcatServer.start(deployment);
            case "wildfly", "payara-micro", "payara-server" -> HostedServer.start(deployment);
            default -> throw new IllegalArgumentException("no such server: " + kind());
        };
    }

    /** Whether requests pass servlet filters at all. */
    static boolean hasFilters() {
        return !kind().equals("tyrus");
    }

    /** Whether there are members, whom the server itself authenticates. */
    static boolean hasMembers() {
        return !kind().equals("tyrus");
    }

    /** Whether it is the server that runs the tests, and not they the server. */
    static boolean isHosted() {
        return List.of("wildfly", "payara-micro", "payara-server").contains(kind());
    }

    int port();

    /** What the paths of the application begin with, as servers have several. */
    default String root() {
        return "";
    }

    MooringServer mooring();

    @Override
    void close() throws Exception;
}
