package dev.mooring.benchmarks.server;

import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

/** Tomcat, as it comes. */
final class GuardedTomcat implements RunningServer {

    private final GuardedEndpoints endpoints = new GuardedEndpoints();
    private final Tomcat tomcat = new Tomcat();

    GuardedTomcat(int port) throws IOException, LifecycleException {
        // one for all, as a process that is killed cannot delete it: Tomcat only makes an empty folder in it
        Path directory = Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), "mooring-tomcat"));
        tomcat.setBaseDir(directory.toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(port);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        StandardContext context = (StandardContext) tomcat.addContext("", directory.toString());
        context.addServletContainerInitializer(new WsSci(), Set.of());
        context.addApplicationLifecycleListener(endpoints.listener());
        Tomcat.addServlet(context, "default", new HttpServlet() {});
        context.addServletMappingDecoded("/", "default");
        tomcat.start();
    }

    @Override
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() throws LifecycleException {
        endpoints.close();
        tomcat.stop();
        tomcat.destroy();
    }
}
