package dev.mooring.server.testing;

import dev.mooring.server.MooringServer;
import jakarta.servlet.http.HttpServlet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.authenticator.BasicAuthenticator;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.apache.tomcat.util.scan.StandardJarScanner;
import org.apache.tomcat.websocket.server.WsSci;

record TomcatServer(Tomcat tomcat, int port, MooringServer mooring) implements TestServer {

    @SuppressWarnings("deprecation") // the mapping, which Tomcat has no other short way for
    static TestServer start(Deployment deployment) throws Exception {
        MooringServer mooring = deployment.mooring().get();
        Path base = Files.createTempDirectory(Path.of("target"), "tomcat");
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(base.toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", base.toAbsolutePath().toString());
        Startup startup = new Startup(mooring, deployment);
        context.addServletContainerInitializer(startup, Set.of());
        context.addServletContainerInitializer(new WsSci(), startup.scanned());
        if (deployment.members()) {
            admitMembers(tomcat, context);
        }
        Tomcat.addServlet(context, "default", new HttpServlet() {});
        context.addServletMappingDecoded("/", "default");
        tomcat.start();
        if (!context.getState().isAvailable()) {
            throw new IllegalStateException("the application did not start");
        }
        return new TomcatServer(tomcat, tomcat.getConnector().getLocalPort(), mooring);
    }

    private static void admitMembers(Tomcat tomcat, Context context) {
        tomcat.addUser(Deployment.MEMBER, Deployment.MEMBER_PASSWORD);
        tomcat.addRole(Deployment.MEMBER, Deployment.MEMBER_ROLE);
        SecurityCollection pages = new SecurityCollection();
        pages.addPattern(Deployment.MEMBER_PATH);
        SecurityConstraint constraint = new SecurityConstraint();
        constraint.addCollection(pages);
        constraint.addAuthRole(Deployment.MEMBER_ROLE);
        context.addSecurityRole(Deployment.MEMBER_ROLE);
        context.addConstraint(constraint);
        context.setLoginConfig(new LoginConfig("BASIC", "members", null, null));
        context.getPipeline().addValve(new BasicAuthenticator());
    }

    /** An exploded web application, found out by Tomcat itself. */
    static WarServer startWar(Path war) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory(Path.of("target"), "tomcat").toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addWebapp("", war.toAbsolutePath().toString());
        ((StandardJarScanner) context.getJarScanner()).setScanClassPath(false); // there lie the endpoints of all tests
        tomcat.start();
        if (!context.getState().isAvailable()) {
            throw new IllegalStateException("the application did not start");
        }
        return new WarServer(tomcat.getConnector().getLocalPort(), () -> {
            tomcat.stop();
            tomcat.destroy();
        });
    }

    @Override
    public void close() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }
}
