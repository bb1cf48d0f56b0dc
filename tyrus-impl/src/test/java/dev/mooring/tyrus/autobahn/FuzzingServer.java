package dev.mooring.tyrus.autobahn;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.yasson.JsonBindingProvider;

/** The Autobahn test suite as a server that tests its clients; a process of its own, for it is Python on Jython. */
final class FuzzingServer implements AutoCloseable {

    private static final String PROGRAM = "autobahntestsuite/wstest.py";

    private final Path directory;
    private final int port;
    private final Process process;

    private FuzzingServer(Path directory, int port, Process process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    /** Whether the suite is on the class path. */
    static boolean isThere() {
        return FuzzingServer.class.getClassLoader().getResource(PROGRAM) != null;
    }

    /** Has the cases of these patterns, with commas between. */
    static FuzzingServer start(Path directory, String cases) throws IOException {
        Files.createDirectories(directory);
        int port = freePort();
        Path spec = directory.resolve("spec.json");
        Files.writeString(spec, """
                {"url": "ws://127.0.0.1:%d", "webport": 0, "outdir": "%s", "cases": ["%s"], "exclude-cases": [], "exclude-agent-cases": {}}
                """.formatted(port, directory.resolve("reports"), cases.replace(",", "\", \"")));
        Path script = directory.resolve("run.py");
        Files.writeString(script, """
                import sys
                from twisted.python import log
                log.startLogging(sys.stdout)
                sys.argv = ['wstest', '--mode', 'fuzzingserver', '--spec', '%s']
                from autobahntestsuite import wstest
                wstest.run()
                """.formatted(spec));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        classPath(),
                        "org.python.util.jython",
                        script.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("server.log").toFile())
                .start();
        return new FuzzingServer(directory, port, process);
    }

    /** One of the addresses that the suite gives its clients. */
    URI uri(String path) {
        return URI.create("ws://127.0.0.1:" + port + "/" + path);
    }

    /** What the suite says of each case, once it has written its reports. */
    Map<String, String> verdicts(String agent) throws IOException {
        Map<String, String> verdicts = new TreeMap<>();
        try (InputStream in = Files.newInputStream(directory.resolve("reports").resolve("index.json"))) {
            Map<?, ?> agents = new JsonBindingProvider().create().build().fromJson(in, Map.class);
            Map<?, ?> cases = (Map<?, ?>) agents.get(agent);
            cases.forEach((name, result) -> {
                Map<?, ?> figures = (Map<?, ?>) result;
                verdicts.put(name.toString(), figures.get("behavior") + "/" + figures.get("behaviorClose"));
            });
        }
        return verdicts;
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static String classPath() {
        List<String> needed = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("autobahntestsuite") || entry.contains("jython"))
                .toList();
        return String.join(File.pathSeparator, needed);
    }
}
