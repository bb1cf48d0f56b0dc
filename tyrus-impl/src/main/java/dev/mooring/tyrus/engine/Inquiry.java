package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.tyrus.transport.Connection;
import dev.mooring.tyrus.transport.ConnectionListenerAdapter;
import dev.mooring.tyrus.transport.Transport;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.Printable;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.X509Certificate;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * Finds out whose certificate it was that no known authority vouches for. Java's TLS says no more than that it found no path,
 * and shows nobody the certificate, so the server is asked for it once more, by a handshake that is broken off as soon as the
 * certificate is there: not a byte of the upgrade is sent to whom we do not trust.
 */
final class Inquiry extends ConnectionListenerAdapter {

    private final Failure failure;
    private final WitnessTrustManager witness = new WitnessTrustManager();
    private final Consumer<Failure> told;

    private Inquiry(Failure failure, Consumer<Failure> told) {
        this.failure = failure;
        this.told = told;
    }

    /** Whether this failure leaves open whose certificate it was. */
    static boolean isWorthwhile(Failure failure) {
        if (failure.kind() == Failure.Kind.TLS_TRUST) {
            for (Throwable cause = failure.cause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof CertPathBuilderException) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Asks again, for the certificate alone.
     *
     * @param told hears the failure with what was found out, or as it was
     */
    static Transport.Opening about(
            Failure failure, ConnectRequest request, Transport transport, Consumer<Failure> told) {
        Inquiry inquiry = new Inquiry(failure, told);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {inquiry.witness}, null);
            return transport.open(request.trusting(context), inquiry);
        } catch (GeneralSecurityException e) {
            told.accept(failure);
            return () -> {};
        }
    }

    @Override
    public void failed(Failure brokenOff) {
        X509Certificate[] chain = witness.chain();
        told.accept(
                chain == null
                        ? failure
                        : Failure.of(
                                failure.kind(),
                                "the server's certificate is not trusted: " + whose(chain),
                                failure.cause()));
    }

    private static String whose(X509Certificate[] chain) {
        return isSelfSigned(chain[0])
                ? "it is self-signed ("
                        + Printable.of(chain[0].getSubjectX500Principal().getName()) + ")"
                : "it is from an unknown authority ("
                        + Printable.of(
                                chain[chain.length - 1].getIssuerX500Principal().getName()) + ")";
    }

    private static boolean isSelfSigned(X509Certificate certificate) {
        try {
            certificate.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Cannot happen, as nobody is trusted. */
    @Override
    public void opened(Connection connection) {
        connection.abort();
        told.accept(failure);
    }
}
