package dev.mooring.tyrus.netty;

import static java.util.Objects.requireNonNull;

import dev.mooring.tyrus.core.Ports;
import dev.mooring.tyrus.core.TlsFailure;
import dev.mooring.tyrus.core.TyrusLink;
import dev.mooring.tyrus.transport.ConnectRequest;
import io.netty.handler.ssl.SslHandler;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** TLS towards one host: SNI, and the check that the certificate is the host's. What fails is told in words. */
final class Tls {

    private Tls() {}

    /** The handler; what a trust manager does may take its time, and runs on the executor. */
    static SslHandler handler(ConnectRequest request, TyrusLink link, Executor executor) {
        SSLEngine engine = requireNonNull(request.sslContext())
                .createSSLEngine(request.uri().getHost(), Ports.of(request.uri()));
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(request.verifyHostname() ? "HTTPS" : "");
        engine.setSSLParameters(parameters);
        SslHandler handler = new SslHandler(engine, executor);
        handler.setHandshakeTimeoutMillis(0); // the whole attempt has one
        handler.setCloseNotifyFlushTimeoutMillis(500);
        handler.handshakeFuture().addListener(done -> {
            Throwable failure = done.cause();
            if (failure != null && !(failure instanceof ClosedChannelException)) {
                link.fail(TlsFailure.of(failure));
            }
        });
        return handler;
    }
}
