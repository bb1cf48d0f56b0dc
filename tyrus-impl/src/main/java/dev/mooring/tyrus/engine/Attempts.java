package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.tyrus.transport.Transport;
import dev.mooring.websocket.Attempt;
import dev.mooring.websocket.ConnectionException;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.FirstMessage;
import dev.mooring.websocket.PerAttempt;
import dev.mooring.websocket.Printable;
import dev.mooring.websocket.spi.ContainerOptions;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.HandshakeResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Makes attempts: asks for what must be fresh, headers, URI, TLS context, then has the transport open the connection. */
final class Attempts {

    private final ContainerOptions options;
    private final Transport transport;
    private final Workshop workshop;
    private final ClientEndpointConfig config;

    Attempts(ContainerOptions options, Transport transport, Workshop workshop, ClientEndpointConfig config) {
        this.options = options;
        this.transport = transport;
        this.workshop = workshop;
        this.config = config;
    }

    /**
     * Begins an attempt; the link hears how it went.
     *
     * @param trusted whether the host is one the application named: no other is told its secrets
     */
    void begin(
            Link link,
            int number,
            boolean trusted,
            @Nullable ConnectionException lastFailure,
            IntSupplier maxFrameSize) {
        link.limit(options.connectTimeout(), "no connection");
        Attempt attempt = new Attempt(number, link.epoch(), link.uri(), lastFailure);
        workshop.execute(() -> {
            CompletionStage<Map<String, List<String>>> headers =
                    trusted ? ask(options.headers(), attempt) : CompletableFuture.completedStage(Map.of());
            CompletionStage<URI> uri =
                    trusted ? ask(options.uri(), attempt) : CompletableFuture.completedStage(attempt.uri());
            CompletionStage<SSLContext> tls = Targets.isSecure(attempt.uri())
                    ? ask(a -> CompletableFuture.completedStage(tlsContext(a)), attempt)
                    : CompletableFuture.completedStage(null);
            CompletionStage<String> message = firstMessage(attempt, trusted);
            CompletableFuture<Fresh> all = headers.thenCombine(uri, (h, u) -> new Fresh(h, u))
                    .thenCombine(tls, Fresh::with)
                    .thenCombine(message, Fresh::with)
                    .toCompletableFuture();
            BiConsumer<Fresh, @Nullable Throwable> next = (fresh, failure) -> {
                if (failure == null) {
                    openSafely(link, fresh, trusted, maxFrameSize);
                } else {
                    link.end(supplierFailed(failure));
                }
            };
            if (all.isDone()) {
                all.whenComplete(next); // here already: another hop would cost more than all of the above
            } else {
                all.whenCompleteAsync(next, workshop);
            }
        });
    }

    /** Nobody else would hear what goes wrong: the attempt would look as if the server had not answered in time. */
    private void openSafely(Link link, Fresh fresh, boolean trusted, IntSupplier maxFrameSize) {
        try {
            open(link, fresh, trusted, maxFrameSize);
        } catch (Throwable e) { // an Error too
            String what = "the attempt could not be made: " + e.getClass().getName();
            link.end(Failure.of(Failure.Kind.HANDSHAKE_BROKEN, what, e));
            link.abort();
        }
    }

    /** On our executor, whoever completed the last stage: resolving a name may block. */
    private void open(Link link, Fresh fresh, boolean trusted, IntSupplier maxFrameSize) {
        if (link.isOver()) {
            return; // closed or timed out while a supplier took its time
        }
        boolean elsewhere = !fresh.uri.equals(link.uri())
                && (!Targets.endpoint(fresh.uri).equals(Targets.endpoint(link.uri()))
                        || Targets.isSecure(fresh.uri) != Targets.isSecure(link.uri()));
        if (elsewhere) {
            link.end(Failure.of(
                    Failure.Kind.SUPPLIER,
                    "the URI supplier may change path and query, but not scheme, host and port",
                    null));
            return;
        }
        for (Map.Entry<String, List<String>> header : fresh.headers.entrySet()) {
            String flaw = flaw(header.getKey(), header.getValue());
            if (flaw != null) {
                String name = Printable.of(String.valueOf(header.getKey()));
                link.end(Failure.of(Failure.Kind.SUPPLIER, "the header " + name + flaw, null));
                return;
            }
        }
        link.expectReply(fresh.message, options.firstMessage());
        Resuming resuming = link.resume();
        Map<String, List<String>> headers = resuming == null ? fresh.headers : resuming.headers(fresh.headers, trusted);
        if (headers == null) {
            link.end(Resuming.overtaken());
            return;
        }
        ClientEndpointConfig known = trusted ? config : withoutSecrets();
        ConnectRequest request = new ConnectRequest(
                fresh.uri,
                headers,
                resuming == null ? known : resuming.listening(known),
                fresh.tls,
                options.verifyHostname(),
                options.proxy(),
                options.compression(),
                options.connectTimeout(),
                maxFrameSize);
        link.inquireBy((failure, told) -> Inquiry.about(failure, request, transport, told));
        link.began(transport.open(request, link));
    }

    /** Why a header cannot be sent, or {@code null}. */
    private static @Nullable String flaw(@Nullable String name, @Nullable List<@Nullable String> values) {
        if (name == null || values == null || values.stream().anyMatch(Objects::isNull)) {
            return " has no value, or no name";
        }
        return breaksLine(name) || values.stream().anyMatch(Attempts::breaksLine) ? " holds a line break" : null;
    }

    private static boolean breaksLine(String text) {
        return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0;
    }

    /** The endpoint's configuration without the headers that its configurator adds: they may well be credentials. */
    private ClientEndpointConfig withoutSecrets() {
        return ClientEndpointConfig.Builder.create()
                .preferredSubprotocols(config.getPreferredSubprotocols())
                .extensions(config.getExtensions())
                .configurator(new ClientEndpointConfig.Configurator() {
                    @Override
                    public void afterResponse(HandshakeResponse response) {
                        config.getConfigurator().afterResponse(response);
                    }
                })
                .build();
    }

    /** What the endpoint's configuration names was chosen for this endpoint: it comes before the container's. */
    private SSLContext tlsContext(Attempt attempt) throws Exception {
        SSLContext own = config.getSSLContext();
        return own == null ? options.sslContext().get(attempt) : own;
    }

    private CompletionStage<@Nullable String> firstMessage(Attempt attempt, boolean trusted) {
        FirstMessage first = options.firstMessage();
        return first == null || !trusted
                ? CompletableFuture.completedStage(null)
                : ask(a -> CompletableFuture.completedStage(first.message().get(a)), attempt);
    }

    private static <T> CompletionStage<T> ask(PerAttempt<CompletionStage<T>> supplier, Attempt attempt) {
        try {
            return supplier.get(attempt).thenApply(value -> Objects.requireNonNull(value, "the supplier gave null"));
        } catch (Throwable e) { // an Error too, as of a class that is missing
            return CompletableFuture.failedStage(e);
        }
    }

    /** Names the exception's class alone: its message may well quote the secret that could not be used. */
    private static Failure supplierFailed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return Failure.of(
                Failure.Kind.SUPPLIER,
                "headers, URI, TLS context or first message could not be obtained: "
                        + cause.getClass().getName(),
                cause);
    }

    /** What was asked for this attempt. */
    private record Fresh(
            Map<String, List<String>> headers,
            URI uri,
            @Nullable SSLContext tls,
            @Nullable String message) {

        Fresh(Map<String, List<String>> headers, URI uri) {
            this(headers, uri, null, null);
        }

        Fresh with(@Nullable SSLContext value) {
            return new Fresh(headers, uri, value, message);
        }

        Fresh with(@Nullable String value) {
            return new Fresh(headers, uri, tls, value);
        }
    }
}
