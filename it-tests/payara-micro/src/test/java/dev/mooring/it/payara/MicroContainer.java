package dev.mooring.it.payara;

import dev.mooring.it.OwnServer;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Payara Micro as a server that applications come to and go from while it runs. Payara's own adapter starts a process for
 * each deployment and ends it with that, so it could not show what undeploying leaves behind.
 */
public final class MicroContainer extends OwnServer {

    private MicroProcess process;

    @Override
    protected void run(int port) throws IOException {
        process = MicroProcess.start(Path.of(System.getProperty("it.payara.jar")), port);
    }

    @Override
    protected void deploy(String name, Path war) {
        process.command("deploy " + name + " " + war);
    }

    @Override
    protected void undeploy(String name) {
        process.command("undeploy " + name);
    }

    @Override
    public void stop() {
        if (process != null) {
            process.close();
        }
    }
}
