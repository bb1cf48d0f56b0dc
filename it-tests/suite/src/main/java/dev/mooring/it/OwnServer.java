package dev.mooring.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/** A server that runs as a child of the tests, while applications come to it and go. */
public abstract class OwnServer implements DeployableContainer<OwnServer.Nothing> {

    private final int port = Integer.getInteger("it.http.port");

    /** Returns when applications can be deployed. */
    protected abstract void run(int port) throws IOException;

    /** Deploys it with this name, which is its context root, too. */
    protected abstract void deploy(String name, Path war) throws IOException;

    protected abstract void undeploy(String name) throws IOException;

    @Override
    public Class<Nothing> getConfigurationClass() {
        return Nothing.class;
    }

    @Override
    public void setup(Nothing configuration) {}

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Local");
    }

    @Override
    public void start() throws LifecycleException {
        try {
            run(port);
        } catch (IOException | RuntimeException e) {
            throw new LifecycleException("the server did not start", e);
        }
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        String name = name(archive);
        try {
            // of the same name each time, as Payara derives more than the context root from it
            Path file = Files.createTempDirectory("mooring-it").resolve(archive.getName());
            archive.as(ZipExporter.class).exportTo(file.toFile(), true);
            deploy(name, file);
        } catch (IOException | IllegalStateException e) {
            throw new DeploymentException("cannot deploy " + archive.getName() + ": " + e.getMessage(), e);
        }
        return new ProtocolMetaData()
                .addContext(new HTTPContext("127.0.0.1", port).add(new Servlet("default", "/" + name)));
    }

    @Override
    public void undeploy(Archive<?> archive) throws DeploymentException {
        try {
            undeploy(name(archive));
        } catch (IOException | IllegalStateException e) {
            throw new DeploymentException("cannot undeploy " + archive.getName(), e);
        }
    }

    private static String name(Archive<?> archive) {
        return archive.getName().replaceFirst("\\.war$", "");
    }

    /** Such a server needs no {@code arquillian.xml}. */
    public static final class Nothing implements ContainerConfiguration {

        @Override
        public void validate() {}
    }
}
