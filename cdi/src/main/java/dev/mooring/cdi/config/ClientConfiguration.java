package dev.mooring.cdi.config;

import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.Proxy;
import dev.mooring.websocket.ResilientContainer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one client: {@code mooring.NAME.} and then the options by the names, and with the defaults, that they
 * have at {@link ResilientContainer.Builder}.
 */
public final class ClientConfiguration {

    private final Reader reader;
    private final @Nullable List<URI> uris;
    private final ResilientContainer.Builder builder = ResilientContainer.builder();

    private ClientConfiguration(String name, Reader reader, boolean connects) {
        this.reader = reader;
        Policies policies = new Policies(reader);
        Heartbeat heartbeat = policies.heartbeat();
        Delivery delivery = policies.delivery();
        policies.requireUse(heartbeat, delivery);
        builder.retry(policies.retry())
                .heartbeat(heartbeat)
                .circuitBreaker(policies.circuitBreaker())
                .outbox(policies.outbox())
                .initialConnect(policies.initialConnect())
                .delivery(delivery);
        set("connectTimeout", Duration.ofSeconds(10), Words::duration, ResilientContainer.Builder::connectTimeout);
        set("sendTimeout", Duration.ofSeconds(10), Words::duration, ResilientContainer.Builder::sendTimeout);
        set("verifyHostname", true, Words::yesOrNo, ResilientContainer.Builder::verifyHostname);
        set("compression", false, Words::yesOrNo, ResilientContainer.Builder::compression);
        set("transport", "", Function.identity(), ResilientContainer.Builder::transport);
        builder.name(reader.read("name", "mooring-NAME", Function.identity(), "mooring-" + name, value -> value));
        Proxy proxy = proxy();
        if (proxy != null) {
            builder.proxy(proxy);
        }
        uris = reader.read("uri", Words::uris);
        if (connects && !reader.isSet("uri")) {
            reader.problem(
                    "uri", "is missing: say where to connect to, ws://… or wss://…, several with commas between");
        }
    }

    /**
     * Reads it.
     *
     * @param connects whether a URI must be there
     */
    public static ClientConfiguration read(String name, Source source, boolean connects) {
        return new ClientConfiguration(name, new Reader("mooring." + name + ".", source), connects);
    }

    /** What is wrong with it, each sentence with its key; empty if all is well. */
    public List<String> problems() {
        return reader.problems();
    }

    /** Every key there is, without its prefix, and its default. */
    public Map<String, String> keys() {
        return reader.asked();
    }

    /** Where to connect to, empty if it does not say. */
    public List<URI> uris() {
        return uris == null ? List.of() : uris;
    }

    /** A builder with these options set. The same one at every call. */
    public ResilientContainer.Builder builder() {
        return builder;
    }

    private <P> void set(
            String key,
            Object fallback,
            Function<String, P> parse,
            BiFunction<ResilientContainer.Builder, P, ResilientContainer.Builder> option) {
        reader.read(key, fallback, parse, builder, value -> option.apply(builder, value));
    }

    private @Nullable Proxy proxy() {
        Proxy proxy = reader.read("proxy", word -> {
            URI uri = Words.uri(word, "http", "socks5");
            if (uri.getUserInfo() != null) {
                throw new IllegalArgumentException("must not have the user in it: set proxy.user and proxy.password");
            }
            return uri.getScheme().equals("http")
                    ? Proxy.http(uri.getHost(), uri.getPort())
                    : Proxy.socks5(uri.getHost(), uri.getPort());
        });
        String user = reader.read("proxy.user", Function.identity());
        String password = reader.read("proxy.password", Function.identity());
        if (user != null && !reader.isSet("proxy")) {
            reader.problem("proxy.user", "needs proxy");
        }
        if (password != null && user == null) {
            reader.problem("proxy.password", "needs proxy.user");
        }
        return proxy == null || user == null ? proxy : proxy.credentials(user, password == null ? "" : password);
    }
}
