package dev.mooring.server.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real proxy in a process of its own, with a configuration out of the documentation. */
public final class Proxy implements AutoCloseable {

    private static final Path OPERATIONS = Path.of("../docs/operations.md");
    private static final List<String> PATHS = List.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin");

    private final Process process;
    private final Path log;

    private Proxy(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** The block of the page that is fenced with this language and holds this text. */
    public static String documented(String language, String holding) throws IOException {
        Matcher block = Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(OPERATIONS));
        while (block.find()) {
            if (block.group(1).contains(holding)) {
                return block.group(1);
            }
        }
        throw new AssertionError(OPERATIONS + " has no " + language + " block with " + holding);
    }

    /** Puts a value of the test in the place of a documented one, which must be there. */
    public static String with(String configuration, String documented, String value) {
        assertThat(configuration).contains(documented);
        return configuration.replace(documented, value);
    }

    public static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** nginx with these blocks at the top level; skips the test where there is none. */
    public static Proxy nginx(Path directory, int port, String configuration) throws IOException {
        return nginx(directory, port, configuration, "");
    }

    public static Proxy nginx(Path directory, int port, String configuration, String modules) throws IOException {
        return startNginx(directory, port, configuration, modules + "master_process off;\n");
    }

    /** The same under a master process, so that it can reload; it then gives open connections 200 ms. */
    public static Proxy nginxThatReloads(Path directory, int port, String configuration) throws IOException {
        return startNginx(directory, port, configuration, "worker_shutdown_timeout 200ms;\n");
    }

    private static Proxy startNginx(Path directory, int port, String configuration, String top) throws IOException {
        Path file = Files.writeString(directory.resolve("nginx.conf"), top + """
                daemon off;
                pid nginx.pid;
                error_log stderr;
                events { worker_connections 12000; }
                """ + configuration);
        return start(directory, port, program("nginx"), "-p", directory.toString(), "-c", file.toString());
    }

    /** What a server block lives in. */
    public static String http(String servers) {
        return """
                http {
                  access_log off;
                  client_body_temp_path body;
                  proxy_temp_path proxy;
                  fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi;
                  scgi_temp_path scgi;
                """ + servers + "}\n";
    }

    public static Proxy haproxy(Path directory, int port, String configuration) throws IOException {
        return startHaproxy(directory, port, configuration, "-db");
    }

    /** The same under a master process, so that it can reload; it then gives open connections 200 ms. */
    public static Proxy haproxyThatReloads(Path directory, int port, String configuration) throws IOException {
        return startHaproxy(directory, port, "global\n  hard-stop-after 200ms\n" + configuration, "-W");
    }

    private static Proxy startHaproxy(Path directory, int port, String configuration, String mode) throws IOException {
        Path file = Files.writeString(directory.resolve("haproxy.cfg"), configuration);
        return start(directory, port, program("haproxy"), mode, "-f", file.toString());
    }

    private static String program(String name) {
        Path program = Stream.concat(
                        Stream.of(System.getenv("PATH").split(":")).filter(path -> !path.isEmpty()), PATHS.stream())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(program != null, name + " is not installed: apt-get install " + name);
        return String.valueOf(program);
    }

    private static Proxy start(Path directory, int port, String... command) throws IOException {
        Path log = directory.resolve("proxy.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Proxy proxy = new Proxy(process, log);
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> proxy.listens(port));
        return proxy;
    }

    private boolean listens(int port) throws IOException {
        assertThat(process.isAlive()).as(() -> "it runs; it said: " + said()).isTrue();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Sends its main process, and nobody else, a signal: {@code HUP} or {@code USR2} to reload. */
    public void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    /** Ends it without a word; not for one with a master process, whose workers would go on. */
    public void kill() throws Exception {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws Exception {
        process.destroy(); // a master process takes its workers along
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
