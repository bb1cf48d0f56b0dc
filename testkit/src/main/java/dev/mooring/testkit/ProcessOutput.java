package dev.mooring.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a process says for as long as it runs (it would block on a full pipe otherwise), keeps the last lines and
 * finds the port in them. Thread-safe.
 */
final class ProcessOutput {
    private static final int KEPT = 1000;

    private final Process process;
    private final Pattern announcement;
    private final Deque<String> lines = new ArrayDeque<>();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

    ProcessOutput(Process process, Pattern announcement) {
        this.process = process;
        this.announcement = announcement;
        Thread reader = new Thread(this::read, "output-of-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** The port, once announced; fails when the output ends without. */
    CompletableFuture<Integer> port() {
        return port;
    }

    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** Waits until all is read; not for ever, as a child of the process may have inherited its output. */
    void awaitEnd() {
        ended.completeOnTimeout(null, 5, TimeUnit.SECONDS).join();
    }

    private void read() {
        try (BufferedReader text = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                add(line);
            }
            port.completeExceptionally(new IllegalStateException("its output has ended"));
        } catch (IOException | RuntimeException e) {
            port.completeExceptionally(e);
        } finally {
            ended.complete(null);
        }
    }

    private void add(String line) {
        synchronized (lines) {
            lines.add(line);
            if (lines.size() > KEPT) {
                lines.remove();
            }
        }
        Matcher matcher = announcement.matcher(line);
        if (!port.isDone() && matcher.find()) {
            port.complete(Integer.valueOf(matcher.group(1)));
        }
    }
}
