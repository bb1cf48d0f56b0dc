package dev.mooring.tyrus;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A key with its certificate, made in memory, and the contexts that show it or trust who vouches for it. */
public final class TestCertificate {

    /** For a server on this machine. */
    public static final UnaryOperator<CertificateBuilder> FOR_LOOPBACK = made -> made.addSanIpAddress("127.0.0.1");

    /** For a server that is not. */
    public static final UnaryOperator<CertificateBuilder> FOR_ANOTHER = made -> made.addSanDnsName("other.example");

    /** For a server on this machine, and no longer good. */
    public static final UnaryOperator<CertificateBuilder> EXPIRED = made -> {
        Instant now = Instant.now();
        return FOR_LOOPBACK
                .apply(made)
                .notBefore(now.minus(10, ChronoUnit.DAYS))
                .notAfter(now.minus(5, ChronoUnit.DAYS));
    };

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final X509Bundle bundle;

    private TestCertificate(X509Bundle bundle) {
        this.bundle = bundle;
    }

    /** Whose certificates are trusted where it is. */
    public static TestCertificate authority(String name) throws Exception {
        return selfSigned(name, made -> made);
    }

    /** One that vouches for itself: an authority, too, as otherwise nothing could name it as trusted. */
    public static TestCertificate selfSigned(String name, UnaryOperator<CertificateBuilder> more) throws Exception {
        return new TestCertificate(
                more.apply(named(name)).setIsCertificateAuthority(true).buildSelfSigned());
    }

    /** One that this authority vouches for. */
    public TestCertificate signs(String name, UnaryOperator<CertificateBuilder> more) throws Exception {
        return new TestCertificate(more.apply(named(name)).buildIssuedBy(bundle));
    }

    /** One that an authority vouches for that nobody else has. */
    public static TestCertificate vouchedFor(UnaryOperator<CertificateBuilder> more) throws Exception {
        return authority("authority").signs("test", more);
    }

    private static CertificateBuilder named(String name) {
        return new CertificateBuilder().ecp256().subject("CN=" + name);
    }

    /** A context that shows this certificate. */
    public SSLContext server() throws GeneralSecurityException, IOException {
        return context(this, this);
    }

    /** A context that trusts the authority of this certificate alone. */
    public SSLContext client() throws GeneralSecurityException, IOException {
        return context(null, this);
    }

    /** A context that shows one certificate, if any, and trusts the authority of another. */
    public static SSLContext context(@Nullable TestCertificate shown, TestCertificate trusted)
            throws GeneralSecurityException, IOException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted.authorityAlone());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                shown == null ? null : shown.bundle.toKeyManagerFactory().getKeyManagers(),
                trust.getTrustManagers(),
                null);
        return context;
    }

    private KeyStore authorityAlone() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", bundle.getRootCertificate());
        return trusted;
    }

    /** Makes the authority of this certificate the only one that the JVM's properties name. */
    public void trustByProperties(Path directory) throws GeneralSecurityException, IOException {
        Path file = Files.createTempFile(directory, "trust", ".p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            authorityAlone().store(out, PASSWORD);
        }
        System.setProperty("javax.net.ssl.trustStore", file.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", new String(PASSWORD));
    }

    /** As if no property had named one. */
    public static void forgetProperties() {
        System.clearProperty("javax.net.ssl.trustStore");
        System.clearProperty("javax.net.ssl.trustStorePassword");
    }
}
