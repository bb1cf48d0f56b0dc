package dev.mooring.tyrus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Keys and certificates made by the JDK's keytool, one run a key, in a directory of the test. */
final class TestCertificates {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path file;

    TestCertificates(Path directory) {
        file = directory.resolve("keys.p12");
    }

    /** A key with a self-signed certificate; more arguments as keytool has them. */
    void selfSigned(String name, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storepass",
                "changeit",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed: " + said);
        }
    }

    /** A key whose certificate is signed by that authority. */
    void signedBy(String authority, String name, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-signer", authority));
        arguments.addAll(List.of(more));
        selfSigned(name, arguments.toArray(String[]::new));
    }

    /** A context with this key, if any, that trusts the certificate of that name. */
    SSLContext context(@Nullable String key, String trusted) throws GeneralSecurityException, IOException {
        KeyStore all = empty();
        try (InputStream in = Files.newInputStream(file)) {
            all.load(in, PASSWORD);
        }
        KeyStore anchors = empty();
        anchors.setCertificateEntry(trusted, all.getCertificate(trusted));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(key == null ? null : keys(all, key), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyManager[] keys(KeyStore all, String name) throws GeneralSecurityException, IOException {
        KeyStore one = empty();
        Certificate[] chain = all.getCertificateChain(name);
        one.setKeyEntry(name, all.getKey(name, PASSWORD), PASSWORD, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(one, PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
