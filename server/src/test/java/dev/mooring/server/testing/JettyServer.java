package dev.mooring.server.testing;

import dev.mooring.server.MooringServer;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.security.ConstraintMapping;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.security.Credential;

record JettyServer(Server server, int port, MooringServer mooring) implements TestServer {

    static TestServer start(Deployment deployment) throws Exception {
        MooringServer mooring = deployment.mooring().get();
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
        if (deployment.members()) {
            context.setSecurityHandler(members());
        }
        server.setHandler(context);
        server.start();
        return new JettyServer(server, connector.getLocalPort(), mooring);
    }

    private static ConstraintSecurityHandler members() {
        UserStore users = new UserStore();
        users.addUser(Deployment.MEMBER, Credential.getCredential(Deployment.MEMBER_PASSWORD), new String[] {
            Deployment.MEMBER_ROLE
        });
        HashLoginService login = new HashLoginService("members");
        login.setUserStore(users);
        ConstraintMapping mapping = new ConstraintMapping();
        mapping.setPathSpec(Deployment.MEMBER_PATH);
        mapping.setConstraint(Constraint.from(Deployment.MEMBER_ROLE));
        ConstraintSecurityHandler security = new ConstraintSecurityHandler();
        security.setLoginService(login);
        security.setAuthenticator(new BasicAuthenticator());
        security.addConstraintMapping(mapping);
        return security;
    }

    /** An exploded web application, found out by Jetty itself. */
    static WarServer startWar(Path war) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        WebAppContext context = new WebAppContext();
        context.setContextPath("/");
        context.setWar(war.toAbsolutePath().toString());
        context.setThrowUnavailableOnStartupException(true);
        server.setHandler(context);
        server.start();
        return new WarServer(connector.getLocalPort(), server::stop);
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
