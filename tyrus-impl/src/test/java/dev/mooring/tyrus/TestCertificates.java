package dev.mooring.tyrus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Keys and certificates made by the JDK's keytool in a directory of the test. */
final class TestCertificates {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path directory;

    TestCertificates(Path directory) {
        this.directory = directory;
    }

    /** A key with a self-signed certificate in a store of this name; more arguments as keytool has them. */
    KeyStore selfSigned(String name, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "-genkeypair", "-alias", name, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + name));
        arguments.addAll(List.of(more));
        keytool(name, arguments);
        return load(name);
    }

    /** A key whose certificate is signed by that authority. */
    KeyStore signedBy(String authority, String name, String... more) throws Exception {
        selfSigned(name);
        Path request = directory.resolve(name + ".csr");
        Path certificate = directory.resolve(name + ".pem");
        Path issuer = directory.resolve(authority + ".pem");
        keytool(name, List.of("-certreq", "-alias", name, "-file", request.toString()));
        keytool(authority, List.of("-exportcert", "-rfc", "-alias", authority, "-file", issuer.toString()));
        List<String> sign = new ArrayList<>(List.of(
                "-gencert",
                "-rfc",
                "-alias",
                authority,
                "-infile",
                request.toString(),
                "-outfile",
                certificate.toString()));
        sign.addAll(List.of(more));
        keytool(authority, sign);
        keytool(name, List.of("-importcert", "-noprompt", "-alias", "issuer", "-file", issuer.toString()));
        keytool(name, List.of("-importcert", "-noprompt", "-alias", name, "-file", certificate.toString()));
        return load(name);
    }

    /** A context with this key, if any, that trusts the certificates of these stores. */
    static SSLContext context(KeyStore key, KeyStore... trusted) throws GeneralSecurityException, IOException {
        KeyManager[] keys = null;
        if (key != null) {
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(key, PASSWORD);
            keys = factory.getKeyManagers();
        }
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        for (int i = 0; i < trusted.length; i++) {
            for (String alias : java.util.Collections.list(trusted[i].aliases())) {
                anchors.setCertificateEntry(alias + i, trusted[i].getCertificate(alias));
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }

    private KeyStore load(String name) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve(name + ".p12"))) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private void keytool(String store, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        command.addAll(List.of("-keystore", directory.resolve(store + ".p12").toString(), "-storepass", "changeit"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed: " + said);
        }
    }
}
