package dev.mooring.it.payara;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/**
 * Payara Micro as a server that applications come to and go from while it runs. Payara's own adapter starts a process for
 * each deployment and ends it with that, so it could not show what undeploying leaves behind.
 */
public final class MicroContainer implements DeployableContainer<MicroConfiguration> {

    private MicroConfiguration configuration = new MicroConfiguration();
    private MicroProcess process;

    @Override
    public Class<MicroConfiguration> getConfigurationClass() {
        return MicroConfiguration.class;
    }

    @Override
    public void setup(MicroConfiguration given) {
        configuration = given;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Local");
    }

    @Override
    public void start() throws LifecycleException {
        try {
            process = MicroProcess.start(Path.of(configuration.getJar()), configuration.getPort());
        } catch (IOException | IllegalStateException e) {
            throw new LifecycleException("Payara Micro did not start", e);
        }
    }

    @Override
    public void stop() {
        process.close();
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        String name = name(archive);
        try {
            // of the same name each time, as Payara derives more than the context root from it
            File file = Files.createTempDirectory("mooring-it")
                    .resolve(archive.getName())
                    .toFile();
            archive.as(ZipExporter.class).exportTo(file, true);
            process.command("deploy " + name + " " + file);
        } catch (IOException | IllegalStateException e) {
            throw new DeploymentException("cannot deploy " + archive.getName() + ": " + e.getMessage(), e);
        }
        HTTPContext http = new HTTPContext("127.0.0.1", configuration.getPort());
        return new ProtocolMetaData().addContext(http.add(new Servlet("default", "/" + name)));
    }

    @Override
    public void undeploy(Archive<?> archive) throws DeploymentException {
        try {
            process.command("undeploy " + name(archive));
        } catch (IllegalStateException e) {
            throw new DeploymentException("cannot undeploy " + archive.getName(), e);
        }
    }

    private static String name(Archive<?> archive) {
        return archive.getName().replaceFirst("\\.war$", "");
    }
}
