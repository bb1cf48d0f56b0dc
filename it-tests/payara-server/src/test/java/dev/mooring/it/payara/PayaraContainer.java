package dev.mooring.it.payara;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;

import dev.mooring.it.OwnServer;
import dev.mooring.testkit.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All of Payara Server. Payara's own adapter starts it through a command that ends, so that the server would be nobody's
 * child.
 */
public final class PayaraContainer extends OwnServer {

    private PayaraDomain domain;
    private ServerProcess process;

    @Override
    protected void run(int port) throws IOException {
        domain = PayaraDomain.create(
                port,
                List.of(
                        "-Dit.server=payara-server",
                        "-Dmooring.test.server=payara-server",
                        "-Dmooring.here.uri=ws://127.0.0.1:" + port + "/mooring/quotes",
                        "-Dmooring.there.uri=ws://127.0.0.1:" + port + "/other/echo"));
        process = domain.start();
        await().atMost(ofMinutes(2))
                .pollInterval(ofSeconds(1))
                .ignoreExceptions()
                .untilAsserted(() -> asadmin("list-applications"));
        addMember();
    }

    /** The one user there is, as the contract's tests of the container's users expect. */
    private void addMember() throws IOException {
        Path passwords = Files.createTempFile("passwords", ".properties");
        Files.writeString(passwords, "AS_ADMIN_USERPASSWORD=secret");
        asadmin("--passwordfile", passwords.toString(), "create-file-user", "--groups", "member", "ann");
        Files.delete(passwords);
    }

    @Override
    protected void deploy(String name, Path war) throws IOException {
        asadmin("deploy", "--name", name, "--contextroot", name, war.toString());
    }

    @Override
    protected void undeploy(String name) throws IOException {
        asadmin("undeploy", name);
    }

    @Override
    public void stop() {
        if (process != null) {
            process.close();
        }
    }

    private void asadmin(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("--port", String.valueOf(domain.admin())));
        command.addAll(List.of(arguments));
        Asadmin.run(command.toArray(new String[0]));
    }
}
