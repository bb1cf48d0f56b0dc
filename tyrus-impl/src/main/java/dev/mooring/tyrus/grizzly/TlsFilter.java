package dev.mooring.tyrus.grizzly;

import static java.util.Objects.requireNonNull;

import dev.mooring.tyrus.core.Ports;
import dev.mooring.tyrus.core.TlsFailure;
import dev.mooring.tyrus.core.TyrusLink;
import dev.mooring.tyrus.transport.ConnectRequest;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.ssl.SSLConnectionContext;
import org.glassfish.grizzly.ssl.SSLEngineConfigurator;
import org.glassfish.grizzly.ssl.SSLFilter;

/** TLS towards one host. What fails is told to the link, in words that name the reason. */
final class TlsFilter extends SSLFilter {

    private final TyrusLink link;

    TlsFilter(ConnectRequest request, TyrusLink link) {
        super(null, new HostEngines(request));
        this.link = link;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Grizzly declares it
    protected void notifyHandshakeFailed(Connection connection, Throwable failure) {
        link.fail(TlsFailure.of(failure));
        super.notifyHandshakeFailed(connection, failure);
    }

    /**
     * Passes on what arrived right before the peer's close: Grizzly drops it when both come in one read, and with it an HTTP
     * answer or the last frames.
     */
    @Override
    protected NextAction unwrapAll(FilterChainContext ctx, SSLConnectionContext tls) throws SSLException {
        Buffer encrypted = ctx.getMessage();
        NextAction action = super.unwrapAll(ctx, tls);
        Buffer decrypted = ctx.getMessage();
        boolean left = decrypted != encrypted && decrypted.hasRemaining();
        return left && tls.getSslEngine().isInboundDone() ? ctx.getInvokeAction() : action;
    }

    /** Engines that know the host they are for: for SNI, and to check that the certificate is the host's. */
    private static final class HostEngines extends SSLEngineConfigurator {
        private final SSLContext context;
        private final ConnectRequest request;

        HostEngines(ConnectRequest request) {
            super(requireNonNull(request.sslContext()), true, false, false);
            this.context = requireNonNull(request.sslContext());
            this.request = request;
        }

        @Override
        public SSLEngine createSSLEngine() {
            return createSSLEngine(request.uri().getHost(), Ports.of(request.uri()));
        }

        @Override
        public SSLEngine createSSLEngine(String ignoredAddress, int ignoredPort) {
            SSLEngine engine = context.createSSLEngine(request.uri().getHost(), Ports.of(request.uri()));
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm(request.verifyHostname() ? "HTTPS" : "");
            engine.setSSLParameters(parameters);
            return engine;
        }

        @Override
        public SSLEngineConfigurator copy() {
            return this;
        }
    }
}
