package dev.mooring.it.payara;

import dev.mooring.it.ServerLauncher;
import dev.mooring.testkit.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Payara Server with an application that it finds when it starts. */
public final class PayaraLauncher implements ServerLauncher {

    @Override
    public ServerProcess start(int port, Path war, List<String> properties) throws IOException {
        PayaraDomain domain = PayaraDomain.create(port, properties);
        Files.copy(war, Files.createDirectories(domain.autodeploy()).resolve("mooring.war"));
        return domain.start();
    }
}
