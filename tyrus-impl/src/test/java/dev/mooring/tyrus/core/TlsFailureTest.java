package dev.mooring.tyrus.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.Failure;
import java.io.EOFException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;

class TlsFailureTest {

    @Test
    void eachReasonOfDistrustHasItsWords() {
        assertThat(detail(new CertificateExpiredException("x"))).endsWith("it has expired");
        assertThat(detail(new CertificateNotYetValidException("x"))).endsWith("it is not valid yet");
        assertThat(detail(new CertPathBuilderException("x")))
                .endsWith("it is self-signed or from an unknown authority");
        assertThat(detail(new CertificateException("No name matching a.example found")))
                .contains("it is for another host");
        assertThat(detail(new CertificateException("No subject alternative DNS name matching a.example found.")))
                .contains("it is for another host");
        assertThat(detail(new SSLPeerUnverifiedException("who are you"))).endsWith("who are you");
    }

    @Test
    void theReasonIsFoundHoweverDeepItLies() {
        Exception deep = new RuntimeException(new SSLHandshakeException("outer")
                .initCause(new CertificateException("path", new CertificateExpiredException("inner"))));
        assertThat(TlsFailure.of(deep).kind()).isEqualTo(Failure.Kind.TLS_TRUST);
        assertThat(TlsFailure.of(deep).detail()).endsWith("it has expired");
    }

    @Test
    void anythingElseMayPassByTryingAgain() {
        Failure alert = TlsFailure.of(new SSLHandshakeException("Received fatal alert: handshake_failure"));
        assertThat(alert.kind()).isEqualTo(Failure.Kind.TLS);
        assertThat(alert.detail()).contains("handshake_failure");
        assertThat(TlsFailure.of(new RuntimeException("wrapped", new EOFException("end of stream")))
                        .detail())
                .contains("end of stream");
    }

    private static String detail(Exception reason) {
        Failure failure = TlsFailure.of(new SSLHandshakeException("handshake").initCause(reason));
        assertThat(failure.kind()).isEqualTo(Failure.Kind.TLS_TRUST);
        return failure.detail();
    }
}
