package dev.mooring.examples.war;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A headless Chromium, driven by its DevTools protocol. */
final class Browser implements AutoCloseable {

    private static final List<Path> PLACES = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    private Browser(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static boolean isInstalled() {
        return PLACES.stream().anyMatch(Files::isExecutable);
    }

    static Browser start() throws IOException {
        Path profile = Files.createTempDirectory("chat-browser");
        Path program = PLACES.stream().filter(Files::isExecutable).findFirst().orElseThrow();
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target/chromium.log").toFile())
                .start();
        Path told = profile.resolve("DevToolsActivePort");
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> Files.exists(told) && Files.size(told) > 0);
        return new Browser(process, Integer.parseInt(Files.readAllLines(told).get(0)));
    }

    /** Opens a tab. */
    Tab open(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?" + url))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        JsonObject tab = parse(http.send(request, BodyHandlers.ofString()).body());
        Answers answers = new Answers();
        WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(tab.getString("webSocketDebuggerUrl")), answers)
                .join();
        return new Tab(socket, answers);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static JsonObject parse(String text) {
        return Json.createReader(new StringReader(text)).readObject();
    }

    /** A tab in which scripts can be run, one at a time. */
    static final class Tab {

        private final WebSocket socket;
        private final Answers answers;
        private int number;

        Tab(WebSocket socket, Answers answers) {
            this.socket = socket;
            this.answers = answers;
        }

        /** What this expression is there, as a text. */
        String evaluate(String expression) {
            String command = Json.createObjectBuilder()
                    .add("id", ++number)
                    .add("method", "Runtime.evaluate")
                    .add("params", Json.createObjectBuilder().add("expression", "String(" + expression + ")"))
                    .build()
                    .toString();
            socket.sendText(command, true).join();
            return answers.take(number)
                    .getJsonObject("result")
                    .getJsonObject("result")
                    .getString("value", "");
        }
    }

    private static final class Answers implements WebSocket.Listener {

        private final LinkedBlockingQueue<JsonObject> queue = new LinkedBlockingQueue<>();
        private final StringBuilder parts = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                queue.add(parse(parts.toString()));
                parts.setLength(0);
            }
            socket.request(1);
            return null;
        }

        JsonObject take(int number) {
            try {
                while (true) {
                    JsonObject answer = queue.poll(20, TimeUnit.SECONDS);
                    if (answer == null) {
                        throw new IllegalStateException("the browser does not answer");
                    }
                    if (answer.getInt("id", 0) == number) {
                        return answer;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
