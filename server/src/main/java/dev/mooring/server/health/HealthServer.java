package dev.mooring.server.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Answers {@code GET /health}, and {@code HEAD} without the body, over plain HTTP on a port of its own, for a server without
 * servlets; other methods there are 405, other paths 404. Bind it to an address that only load balancers reach. Uses the HTTP server of the JDK and up to 8 threads, each of which a
 * request that does not come to its end keeps; {@code -Dsun.net.httpserver.maxReqTime=SECONDS} ends these.
 */
public final class HealthServer implements AutoCloseable {

    private static final int THREADS = 8;

    private final HttpServer http;
    private final ExecutorService threads;

    private HealthServer(HttpServer http, ExecutorService threads) {
        this.http = http;
        this.threads = threads;
    }

    /**
     * Starts to listen.
     *
     * @param state asked at every request: {@code mooring::health}
     * @param address port 0 for any free one
     */
    public static HealthServer start(Supplier<Health> state, InetSocketAddress address) throws IOException {
        HttpServer http = HttpServer.create(address, 16);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread daemon = new Thread(task, "mooring-health");
            daemon.setDaemon(true);
            return daemon;
        });
        http.setExecutor(threads);
        http.createContext("/", exchange -> answer(exchange, state));
        http.start();
        return new HealthServer(http, threads);
    }

    /** The port it listens on. */
    public int port() {
        return http.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, Supplier<Health> state) throws IOException {
        try (exchange) {
            boolean found = exchange.getRequestURI().getPath().equals("/health");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            boolean get = exchange.getRequestMethod().equals("GET");
            if (!found || !(get || head)) {
                exchange.sendResponseHeaders(found ? 405 : 404, -1);
                return;
            }
            Health health = state.get();
            byte[] body = health.json().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(health.status(), head ? -1 : body.length);
            if (get) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    /** Stops at once. */
    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
