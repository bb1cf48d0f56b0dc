package dev.mooring.it.payara;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;

import dev.mooring.testkit.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
 * All of Payara Server. Payara's own adapter starts it through a command that ends, so that the server would be nobody's
 * child.
 */
public final class PayaraContainer implements DeployableContainer<PayaraConfiguration> {

    private PayaraConfiguration configuration = new PayaraConfiguration();
    private PayaraDomain domain;
    private ServerProcess process;

    @Override
    public Class<PayaraConfiguration> getConfigurationClass() {
        return PayaraConfiguration.class;
    }

    @Override
    public void setup(PayaraConfiguration given) {
        configuration = given;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Local");
    }

    @Override
    public void start() throws LifecycleException {
        int port = configuration.getPort();
        try {
            domain = PayaraDomain.create(
                    port,
                    List.of(
                            "-Dit.server=payara-server",
                            "-Dmooring.here.uri=ws://127.0.0.1:" + port + "/mooring/quotes",
                            "-Dmooring.there.uri=ws://127.0.0.1:" + port + "/other/echo"));
            process = domain.start();
            await().atMost(ofMinutes(2))
                    .pollInterval(ofSeconds(1))
                    .ignoreExceptions()
                    .untilAsserted(() -> asadmin("list-applications"));
        } catch (IOException | RuntimeException e) {
            throw new LifecycleException("Payara Server did not start", e);
        }
    }

    @Override
    public void stop() {
        if (process != null) {
            process.close();
        }
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        String name = name(archive);
        try {
            Path file = Files.createTempDirectory("mooring-it").resolve(archive.getName());
            archive.as(ZipExporter.class).exportTo(new File(file.toString()), true);
            asadmin("deploy", "--name", name, "--contextroot", name, file.toString());
        } catch (IOException | IllegalStateException e) {
            throw new DeploymentException("cannot deploy " + archive.getName() + ": " + e.getMessage(), e);
        }
        HTTPContext http = new HTTPContext("127.0.0.1", configuration.getPort());
        return new ProtocolMetaData().addContext(http.add(new Servlet("default", "/" + name)));
    }

    @Override
    public void undeploy(Archive<?> archive) throws DeploymentException {
        try {
            asadmin("undeploy", name(archive));
        } catch (IOException | IllegalStateException e) {
            throw new DeploymentException("cannot undeploy " + archive.getName(), e);
        }
    }

    private void asadmin(String... arguments) throws IOException {
        PayaraDomain present = domain;
        if (present == null) {
            throw new IllegalStateException("not started");
        }
        String[] command = new String[arguments.length + 2];
        command[0] = "--port";
        command[1] = String.valueOf(present.admin());
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        Asadmin.run(command);
    }

    private static String name(Archive<?> archive) {
        return archive.getName().replaceFirst("\\.war$", "");
    }
}
