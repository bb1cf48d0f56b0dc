package dev.mooring.tyrus.engine;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Trusts nobody, and remembers whom it was shown. */
final class WitnessTrustManager extends X509ExtendedTrustManager {

    private volatile X509Certificate @Nullable [] chain;

    /** The certificates of the server, its own first; {@code null} when it has shown none. */
    X509Certificate @Nullable [] chain() {
        return chain;
    }

    private CertificateException see(X509Certificate[] shown) {
        chain = shown.length == 0 ? null : shown.clone();
        return new CertificateException("seen, which is all that was wanted");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String type, SSLEngine engine) throws CertificateException {
        throw see(shown);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String type, Socket socket) throws CertificateException {
        throw see(shown);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String type) throws CertificateException {
        throw see(shown);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String type, Socket socket) throws CertificateException {
        throw new CertificateException("no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String type) throws CertificateException {
        throw new CertificateException("no server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
