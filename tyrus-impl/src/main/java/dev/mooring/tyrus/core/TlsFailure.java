package dev.mooring.tyrus.core;

import dev.mooring.websocket.Failure;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Puts a failed TLS handshake into words: which check of the certificate failed, or what else. */
public final class TlsFailure {

    private TlsFailure() {}

    /** The failure of this handshake; problems of trust are told apart, for they do not pass by trying again. */
    public static Failure of(Throwable thrown) {
        String distrust = distrust(thrown);
        if (distrust != null) {
            return Failure.of(Failure.Kind.TLS_TRUST, "the server's certificate is not trusted: " + distrust, thrown);
        }
        Throwable cause = thrown instanceof SSLException || thrown.getCause() == null ? thrown : thrown.getCause();
        return Failure.of(Failure.Kind.TLS, "the TLS handshake failed: " + cause.getMessage(), thrown);
    }

    private static @Nullable String distrust(Throwable thrown) {
        boolean certificate = false;
        String detail = null;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "it has expired";
            } else if (cause instanceof CertificateNotYetValidException) {
                return "it is not valid yet";
            } else if (cause instanceof CertPathBuilderException) {
                return "it is self-signed or from an unknown authority";
            }
            boolean concerns = cause instanceof CertificateException
                    || cause instanceof CertPathValidatorException
                    || cause instanceof SSLPeerUnverifiedException;
            if (concerns) {
                certificate = true;
                detail = cause.getMessage();
            }
        }
        if (!certificate) {
            return null;
        }
        return detail != null && (detail.contains("subject alternative") || detail.contains("No name matching"))
                ? "it is for another host (" + detail + ")"
                : String.valueOf(detail);
    }
}
