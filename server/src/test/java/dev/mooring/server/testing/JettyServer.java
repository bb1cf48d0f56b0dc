package dev.mooring.server.testing;

import dev.mooring.server.MooringServer;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

record JettyServer(Server server, int port, MooringServer mooring) implements TestServer {

    static TestServer start(Deployment deployment) throws Exception {
        MooringServer mooring = MooringServer.create();
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        Startup startup = new Startup(mooring, deployment);
        // Jetty's own comes first, as in a web application: its upgrade filter puts itself ahead of what is there by
        // then
        context.addServletContainerInitializer(
                new JakartaWebSocketServletContainerInitializer(),
                startup.scanned().toArray(new Class<?>[0]));
        context.addServletContainerInitializer(startup);
        server.setHandler(context);
        server.start();
        return new JettyServer(server, connector.getLocalPort(), mooring);
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
