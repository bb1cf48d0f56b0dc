package dev.mooring.benchmarks.contender;

import static java.util.Objects.requireNonNull;

import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.websocket.WebsocketOutbound;

/**
 * Reactor Netty. What is sent without waiting goes through one sink a connection, and counts as sent when the channel takes
 * it; each is flushed, for else a lone message waits. Handlers run on the event loop.
 */
final class ReactorNetty implements Contender {

    private static final int MAX_FRAME = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newConnection();

    @Override
    public Client connect(URI uri, Events events) throws Exception {
        CompletableFuture<Client> open = new CompletableFuture<>();
        http.websocket(WebsocketClientSpec.builder()
                        .maxFramePayloadLength(MAX_FRAME)
                        .build())
                .uri(uri.toString())
                .handle((in, out) -> {
                    Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer();
                    Flux<TextWebSocketFrame> sending =
                            sink.asFlux().doOnNext(text -> events.sent()).map(TextWebSocketFrame::new);
                    open.complete(new Sender(out, sink));
                    return Mono.when(
                            in.receive().asString().doOnNext(events::received).then(),
                            out.sendObject(sending, each -> true).then());
                })
                .subscribe(end -> {}, failure -> {
                    open.completeExceptionally(failure);
                    events.failed(failure);
                });
        return requireNonNull(open.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    @Override
    public void close() {}

    private record Sender(WebsocketOutbound out, Sinks.Many<String> sink) implements Client {
        @Override
        public void send(String text) {
            sink.emitNext(text, Sinks.EmitFailureHandler.busyLooping(PATIENCE));
        }

        @Override
        public void sendAndWait(String text) throws IOException {
            try {
                out.sendString(Mono.just(text)).then().block(PATIENCE);
            } catch (RuntimeException e) {
                throw new IOException(e);
            }
        }
    }
}
