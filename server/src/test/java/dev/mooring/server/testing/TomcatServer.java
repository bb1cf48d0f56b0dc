package dev.mooring.server.testing;

import dev.mooring.server.MooringServer;
import jakarta.servlet.http.HttpServlet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

record TomcatServer(Tomcat tomcat, int port, MooringServer mooring) implements TestServer {

    static TestServer start(Deployment deployment) throws Exception {
        MooringServer mooring = MooringServer.create();
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
        Tomcat.addServlet(context, "default", new HttpServlet() {});
        context.addServletMappingDecoded("/", "default");
        tomcat.start();
        if (!context.getState().isAvailable()) {
            throw new IllegalStateException("the application did not start");
        }
        return new TomcatServer(tomcat, tomcat.getConnector().getLocalPort(), mooring);
    }

    @Override
    public void close() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }
}
