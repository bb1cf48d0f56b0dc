package dev.mooring.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The real jar in a process. */
final class ChatProcess implements AutoCloseable {

    private static final String JAR = System.getProperty("chat.jar", "target/mooring-chat.jar");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LISTENING = "listening on ws://127.0.0.1:";

    private final Process process;
    private final Writer in;
    private final List<String> out = new CopyOnWriteArrayList<>();

    private ChatProcess(Process process) {
        this.process = process;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        Thread thread = new Thread(() -> reader.lines().forEach(out::add), "output-of-" + process.pid());
        thread.setDaemon(true);
        thread.start();
    }

    static ChatProcess start(String... args) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-jar", JAR));
        command.addAll(List.of(args));
        return new ChatProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    static ChatProcess serve(int port) throws IOException {
        ChatProcess server = start("serve", "--port", String.valueOf(port));
        await().atMost(PATIENCE).until(() -> !server.out.isEmpty());
        return server;
    }

    /** A member who has come in. */
    static ChatProcess join(String name, int port) throws IOException {
        ChatProcess member = start("join", name, "--server", "ws://127.0.0.1:" + port);
        return member.awaitLine("* " + name + " is here");
    }

    int port() {
        assertThat(out.get(0)).startsWith(LISTENING);
        return Integer.parseInt(out.get(0).replaceAll("^" + LISTENING + "(\\d+).*$", "$1"));
    }

    void type(String line) throws IOException {
        in.write(line + "\n");
        in.flush();
    }

    int endOfInput() throws Exception {
        in.close();
        return exit();
    }

    int exit() throws Exception {
        return process.onExit()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .get()
                .exitValue();
    }

    /** By the command: the process itself would close the streams that tell what it says at last. */
    void signal(String name) throws Exception {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(code).as("exit code of kill -%s", name).isZero();
    }

    /** Asks it to stop, and waits until it has. */
    void terminate() {
        process.destroy();
        process.onExit().join();
    }

    /** Kills it as a power cut would. */
    void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    List<String> lines() {
        return out;
    }

    ChatProcess awaitLine(String line) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(out).contains(line));
        return this;
    }

    ChatProcess awaitLineStarting(String start) {
        return awaitLineMatching(Pattern.quote(start) + ".*");
    }

    ChatProcess awaitLineMatching(String pattern) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(out).anyMatch(line -> line.matches(pattern)));
        return this;
    }

    @Override
    public void close() {
        kill();
    }
}
