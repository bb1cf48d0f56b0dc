package dev.mooring.tyrus.netty;

import static java.util.Objects.requireNonNull;

import dev.mooring.tyrus.core.Ports;
import dev.mooring.tyrus.core.TlsFailure;
import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.websocket.Failure;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** TLS of one transport: SNI, and the check that the certificate is the host's. What fails is told in words. */
final class Tls implements AutoCloseable {

    private final Executor executor;
    private final NativeTls openSsl = new NativeTls();

    /** What a trust manager does may take its time, and runs on the executor. */
    Tls(Executor executor) {
        this.executor = executor;
    }

    /** Loads what a secure connection needs, which may take a while: not for the event loop. */
    void prepare(ConnectRequest request) {
        SSLContext asked = request.sslContext();
        if (asked != null) {
            openSsl.prepare(asked);
        }
    }

    /** The handler of one connection; {@code failed} hears of a handshake that fails. */
    SslHandler handler(ConnectRequest request, Consumer<Failure> failed, ByteBufAllocator allocator) {
        SSLEngine engine = engine(request, allocator);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(request.verifyHostname() ? "HTTPS" : "");
        engine.setSSLParameters(parameters);
        SslHandler handler = new SslHandler(engine, executor);
        handler.setHandshakeTimeoutMillis(0); // the whole attempt has one
        handler.setCloseNotifyFlushTimeoutMillis(500);
        handler.handshakeFuture().addListener(done -> {
            Throwable failure = done.cause();
            if (failure != null && !(failure instanceof ClosedChannelException)) {
                Failure refused = Tunnels.refusal(request.proxy(), failure); // our first flight waits for the tunnel
                failed.accept(refused == null ? TlsFailure.of(failure) : refused);
            }
        });
        return handler;
    }

    private SSLEngine engine(ConnectRequest request, ByteBufAllocator allocator) {
        String host = request.uri().getHost();
        int port = Ports.of(request.uri());
        SSLContext asked = requireNonNull(request.sslContext());
        SslContext instead = openSsl.insteadOf(asked);
        if (instead != null) {
            return instead.newEngine(allocator, host, port); // a client's, as its context is
        }
        SSLEngine engine = asked.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        return engine;
    }

    @Override
    public void close() {
        openSsl.close();
    }
}
