package dev.mooring.interop;

import dev.mooring.server.resume.SessionStore;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.TestServer;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Guarded endpoints on the server of this JVM, on a port of its own choice. */
record Host(TestServer server) implements AutoCloseable {

    private static final @Nullable String ONLY = System.getProperty("mooring.interop.server");

    static Host start(Class<?>... endpoints) throws Exception {
        return new Host(TestServer.start(Deployment.of(endpoints)));
    }

    static Host start(SessionStore store, Class<?>... endpoints) throws Exception {
        return new Host(TestServer.start(Deployment.of(endpoints).keptIn(store)));
    }

    /** Whether this run is to test the server of this JVM. */
    static boolean isWanted() {
        return ONLY == null || ONLY.equals(TestServer.kind());
    }

    /** Which of both halves are tested. */
    static String pair() {
        return "client on " + System.getProperty("dev.mooring.transport", "its default transport") + ", server on "
                + TestServer.kind();
    }

    int port() {
        return server.port();
    }

    URI uri(String path) {
        return uri(port(), path);
    }

    static URI uri(int port, String path) {
        return URI.create("ws://127.0.0.1:" + port + path);
    }

    SessionStore store() {
        return server.mooring().runtime().desk().store();
    }

    /** How many connections the first endpoint has open. */
    int connections() {
        return server.mooring().runtime().bindings().get(0).openSessions();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException("the server did not stop", e);
        }
    }
}
