package dev.mooring.it.payara;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process that runs {@link MicroMain}. Its output goes to {@code target/payara-micro.log}. One thread at a time. */
final class MicroProcess implements AutoCloseable {

    /** What the manifest of the jar opens, which counts only for {@code java -jar}. */
    private static final List<String> OPENED = List.of(
            "java.base/jdk.internal.loader",
            "java.base/java.lang",
            "java.base/java.net",
            "java.base/java.nio",
            "java.base/java.util",
            "java.base/java.io",
            "java.base/sun.nio.ch",
            "java.base/sun.net.www.protocol.jrt",
            "java.base/sun.net.www.protocol.jar",
            "java.management/sun.management",
            "java.management/javax.management",
            "java.management/javax.management.openmbean",
            "java.naming/javax.naming.spi",
            "java.rmi/sun.rmi.transport",
            "java.logging/java.util.logging");

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final PrintStream input;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Thread hook;

    private MicroProcess(Process process) {
        this.process = process;
        input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        hook = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
        Thread reader = new Thread(this::read, "payara-micro-output");
        reader.setDaemon(true);
        reader.start();
    }

    static MicroProcess start(Path jar, int port) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(opened());
        command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-Dit.server=payara-micro"));
        command.add("-Dmooring.test.server=payara-micro");
        command.add("-Dmooring.here.uri=ws://127.0.0.1:" + port + "/mooring/quotes");
        command.add("-Dmooring.there.uri=ws://127.0.0.1:" + port + "/other/echo");
        command.addAll(List.of("-cp", jar + ":target/classes", MicroMain.class.getName(), String.valueOf(port)));
        MicroProcess started = new MicroProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
        started.awaitAnswer();
        return started;
    }

    /** Arguments that open what Payara looks into. */
    static List<String> opened() {
        return OPENED.stream()
                .map(each -> "--add-opens=" + each + "=ALL-UNNAMED")
                .toList();
    }

    /** Has the server do this, and waits until it is done. */
    void command(String line) {
        input.println(line);
        awaitAnswer();
    }

    private void awaitAnswer() {
        try {
            String answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (!MicroMain.DONE.equals(answer)) {
                throw new IllegalStateException(answer + ", see target/payara-micro.log");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** All the time, as a server that cannot write its log stands still. */
    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                PrintStream log = new PrintStream("target/payara-micro.log", StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                log.println(line);
                if (line.equals(MicroMain.DONE) || line.startsWith(MicroMain.FAILED)) {
                    answers.add(line);
                }
            }
        } catch (IOException e) {
            answers.add("its output cannot be read: " + e);
        }
        answers.add("it has ended");
    }

    @Override
    public void close() {
        process.destroyForcibly();
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
