package dev.mooring.server.health;

import dev.mooring.server.session.EndpointBinding;
import dev.mooring.server.session.ServerRuntime;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A snapshot as JSON: {@code status} ({@code up} or {@code draining}), {@code connections}, and for each endpoint its
 * connections, counts and rejected handshakes by status. Holds no name, address or token of anyone.
 *
 * @param ready whether new handshakes are taken
 * @param json the text
 */
public record Health(boolean ready, String json) {

    /** The state of this server now. */
    public static Health of(ServerRuntime runtime) {
        boolean ready = !runtime.readiness().isDraining();
        int connections = runtime.bindings().stream()
                .mapToInt(EndpointBinding::openSessions)
                .sum();
        String endpoints = runtime.bindings().stream().map(Health::endpoint).collect(Collectors.joining(","));
        return new Health(
                ready,
                "{\"status\":\"" + (ready ? "up" : "draining") + "\",\"connections\":" + connections
                        + ",\"endpoints\":{" + endpoints + "}}");
    }

    /** The HTTP status that goes with it: 200, or 503 while draining. */
    public int status() {
        return ready ? 200 : 503;
    }

    private static String endpoint(EndpointBinding binding) {
        return quoted(binding.guard().template().toString()) + ":{\"connections\":" + binding.openSessions()
                + ",\"counts\":" + numbers(binding.counts().snapshot())
                + ",\"rejected\":" + numbers(binding.guard().rejections().snapshot()) + "}";
    }

    private static String numbers(Map<?, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> quoted(count.getKey().toString()) + ":" + count.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
