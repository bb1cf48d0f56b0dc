package dev.mooring.it.payara;

import dev.mooring.testkit.ServerProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A domain of its own beside the installation, on free ports, so that several servers run at once. The command line is what
 * {@code start-domain} would run: run by us, the server is our child, to be killed and looked into.
 */
final class PayaraDomain {

    private static final Pattern PORT = Pattern.compile("port=\"(\\d+)\"");

    private final Path directory;
    private final int admin;
    private final List<String> properties;

    private PayaraDomain(Path directory, int admin, List<String> properties) {
        this.directory = directory;
        this.admin = admin;
        this.properties = properties;
    }

    static PayaraDomain create(int http, List<String> properties) throws IOException {
        Path domains = Files.createTempDirectory(Path.of("target"), "domains").toAbsolutePath();
        PayaraDomain domain = new PayaraDomain(domains.resolve("domain1"), freePort(), properties);
        copy(Asadmin.HOME.resolve("glassfish/domains/domain1"), domain.directory);
        Path file = domain.directory.resolve("config/domain.xml");
        Files.writeString(file, domain.adapted(Files.readString(file), http));
        return domain;
    }

    int admin() {
        return admin;
    }

    /** What is put there is deployed when the server has started. */
    Path autodeploy() {
        return directory.resolve("autodeploy");
    }

    ServerProcess start() throws IOException {
        List<String> dump = Asadmin.run(
                "start-domain",
                "--verbose",
                "--dry-run",
                "--domaindir",
                directory.getParent().toString(),
                "domain1");
        int java = indexOf(dump, "-cp");
        int main = indexOf(dump, "com.sun.enterprise.glassfish.bootstrap.ASMain");
        List<String> arguments = new ArrayList<>(dump.subList(main + 1, dump.size()));
        arguments.subList(indexOf(arguments, ""), arguments.size()).clear();
        List<String> options = new ArrayList<>(properties);
        options.add("-XX:TieredStopAtLevel=1");
        options.addAll(dump.subList(java + 2, main));
        return ServerProcess.of(dump.get(main))
                .javaHome(Asadmin.java())
                .classPath(dump.get(java + 1))
                .jvmArgs(options.toArray(new String[0]))
                .args(arguments.toArray(new String[0]))
                .announcedBy(Pattern.compile("http-listener-1 started in.*:(\\d+)\\]"))
                .startTimeout(Duration.ofMinutes(1))
                .noInput() // else it waits for passwords
                .start();
    }

    private static int indexOf(List<String> dump, String line) {
        int index = dump.indexOf(line);
        if (index < 0) {
            throw new IllegalStateException("no " + line + " in " + dump);
        }
        return index;
    }

    private String adapted(String config, int http) throws IOException {
        Map<String, Integer> fixed = Map.of("8080", http, "4848", admin);
        StringBuilder result = new StringBuilder();
        var port = PORT.matcher(config);
        while (port.find()) {
            Integer known = fixed.get(port.group(1));
            port.appendReplacement(result, "port=\"" + (known == null ? freePort() : known) + "\"");
        }
        port.appendTail(result);
        return result.toString()
                .replace("telnet.port=6666", "telnet.port=" + freePort())
                .replace("value=\"7676\"", "value=\"" + freePort() + "\"");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
