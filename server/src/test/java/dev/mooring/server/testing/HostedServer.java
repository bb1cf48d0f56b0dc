package dev.mooring.server.testing;

import dev.mooring.server.MooringServer;
import dev.mooring.server.servlet.MooringServlets;
import jakarta.servlet.ServletContext;
import jakarta.websocket.server.ServerEndpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A real server, from within: the application that brought the tests along runs them on itself. */
public record HostedServer(int port, ServletContext context) implements TestServer {

    private static volatile @Nullable HostedServer here; // of this application: another has loaded another class

    /** Where the tests are, said by the application before it runs any. */
    public static void host(int port, ServletContext context) {
        here = new HostedServer(port, context);
    }

    /** Deploys nothing: the server did, and it is seen to that this is what the test wants. */
    static TestServer start(Deployment deployment) {
        HostedServer server = here;
        if (server == null) {
            throw new IllegalStateException("nobody has said where this is");
        }
        List<String> paths = server.mooring().runtime().bindings().stream()
                .map(binding -> binding.guard().template().toString())
                .toList();
        for (Class<?> endpoint : deployment.endpoints()) {
            String path = endpoint.getAnnotation(ServerEndpoint.class).value();
            if (paths.contains(path) != MooringServer.isGuarded(endpoint)) {
                throw new IllegalStateException(endpoint + " is not what was deployed: guarded are " + paths);
            }
        }
        boolean filter = server.context.getFilterRegistration("mooring-handshake") != null;
        if (deployment.bare().isEmpty() && filter != deployment.filter()) {
            throw new IllegalStateException("there is " + (filter ? "a" : "no") + " filter");
        }
        return server;
    }

    @Override
    public MooringServer mooring() {
        return MooringServlets.server(context);
    }

    @Override
    public String root() {
        return context.getContextPath();
    }

    /** The server ends the application. */
    @Override
    public void close() {}
}
