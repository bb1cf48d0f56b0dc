package dev.mooring.it.wildfly;

import dev.mooring.it.ServerLauncher;
import dev.mooring.testkit.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** WildFly from the same installation, in a directory of its own. */
public final class WildFlyLauncher implements ServerLauncher {

    private final Path home = Path.of(System.getProperty("it.wildfly.home"));

    @Override
    public ServerProcess start(int port, Path war, List<String> properties) throws IOException {
        Path base = Files.createTempDirectory(Path.of("target"), "killed").toAbsolutePath();
        copy(home.resolve("standalone/configuration"), base.resolve("configuration"));
        Files.createDirectory(base.resolve("deployments"));
        Files.copy(war, base.resolve("deployments/mooring.war"));
        List<String> arguments = new ArrayList<>(properties);
        arguments.addAll(List.of(
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Djboss.home.dir=" + home,
                "-Djboss.server.base.dir=" + base,
                "-Djboss.http.port=" + port,
                "-Djboss.management.http.port=0",
                "-Djboss.https.port=0",
                "-Djboss.management.https.port=0",
                "-Dorg.jboss.boot.log.file=" + base.resolve("log/server.log"),
                "-Dlogging.configuration="
                        + base.resolve("configuration/logging.properties").toUri()));
        return ServerProcess.of("org.jboss.modules.Main")
                .classPath(home.resolve("jboss-modules.jar").toString())
                .jvmArgs(arguments.toArray(new String[0]))
                .args("-mp", home.resolve("modules").toString(), "org.jboss.as.standalone")
                .announcedBy(Pattern.compile("default listening on [^:]+:(\\d+)"))
                .startTimeout(Duration.ofMinutes(2))
                .start();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
