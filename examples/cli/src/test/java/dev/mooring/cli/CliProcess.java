package dev.mooring.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.bind.JsonbBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The real jar in a process: what it is told, what it says. */
final class CliProcess implements AutoCloseable {

    static final String JAR = System.getProperty("cli.jar", "target/mooring-cli.jar");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final Writer in;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final List<Thread> readers = new ArrayList<>();

    private CliProcess(Process process) {
        this.process = process;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        read(process.inputReader(StandardCharsets.UTF_8), out);
        read(process.errorReader(StandardCharsets.UTF_8), err);
    }

    static CliProcess start(String... args) {
        try {
            return new CliProcess(builder(args).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Through a shell, whose script has the command in {@code $@}. */
    static CliProcess startWith(String script, String... args) throws IOException {
        List<String> shell = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        shell.addAll(builder(args).command());
        return new CliProcess(new ProcessBuilder(shell).start());
    }

    static ProcessBuilder builder(String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR));
        command.addAll(List.of(args));
        return new ProcessBuilder(command);
    }

    CliProcess send(String... lines) throws IOException {
        for (String line : lines) {
            in.write(line + "\n");
        }
        in.flush();
        return this;
    }

    CliProcess endOfInput() throws IOException {
        in.close();
        return this;
    }

    /** As numbers in events are read. */
    static BigDecimal number(long value) {
        return BigDecimal.valueOf(value);
    }

    long pid() {
        return process.pid();
    }

    /** Through the command: the process itself would close the streams that tell what it says at last. */
    void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(code).as("exit code of kill -%s", name).isZero();
    }

    List<String> out() {
        return out;
    }

    /** What it says, without what the JVM itself says from 24 on about libraries that use its internals. */
    List<String> err() {
        return err.stream().filter(line -> !line.startsWith("WARNING: ")).toList();
    }

    /** Standard error as JSON, each line of it; of one kind. */
    List<Map<String, Object>> events(String kind) {
        return events().stream().filter(e -> kind.equals(e.get("event"))).toList();
    }

    List<Map<String, Object>> events() {
        return err().stream().map(CliProcess::json).toList();
    }

    CliProcess awaitOut(String... lines) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(out).contains(lines));
        return this;
    }

    /** The first line of its output that starts so. */
    String awaitOutStarting(String beginning) {
        return await().atMost(PATIENCE)
                .until(
                        () -> out.stream()
                                .filter(line -> line.startsWith(beginning))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    CliProcess awaitEvents(String kind, int count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events(kind)).hasSizeGreaterThanOrEqualTo(count));
        return this;
    }

    int exitCode() throws InterruptedException {
        return exitCode(PATIENCE);
    }

    int exitCode(Duration patience) throws InterruptedException {
        assertThat(process.waitFor(patience.toSeconds(), TimeUnit.SECONDS))
                .as("it ends; it said: %s", err)
                .isTrue();
        for (Thread reader : readers) {
            reader.join(PATIENCE.toMillis());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    private void read(BufferedReader from, List<String> to) {
        Thread reader = new Thread(() -> from.lines().forEach(to::add), "output-of-" + process.pid());
        reader.setDaemon(true);
        reader.start();
        readers.add(reader);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(String line) {
        return JsonbBuilder.create().fromJson(line, LinkedHashMap.class);
    }
}
