package dev.mooring.benchmarks.server;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty, as it comes. */
final class GuardedJetty implements RunningServer {

    private final GuardedEndpoints endpoints = new GuardedEndpoints();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    GuardedJetty(int port) throws Exception {
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServletContainerInitializer(new JakartaWebSocketServletContainerInitializer());
        context.addEventListener(endpoints.listener());
        server.setHandler(context);
        server.start();
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() throws Exception {
        endpoints.close();
        server.stop();
    }
}
