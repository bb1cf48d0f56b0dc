package dev.mooring.tyrus.netty;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A server's certificates, each of an authority of its own, made with the JDK's keytool. */
final class Certificates {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path directory;
    private final KeyStore store;

    private Certificates(Path directory, KeyStore store) {
        this.directory = directory;
        this.store = store;
    }

    /** A certificate for this subject alternative name, with these further options. */
    static Certificates make(Path directory, String name, String... options) throws Exception {
        Path own = Files.createTempDirectory(directory, "tls");
        Path file = own.resolve("store.p12");
        keytool(file, "authority", "-dname", "CN=authority", "-ext", "bc:c", "-validity", "30");
        List<String> signed =
                new ArrayList<>(List.of("-signer", "authority", "-dname", "CN=test", "-ext", "san=" + name));
        signed.addAll(List.of(options));
        keytool(file, "server", signed.toArray(String[]::new));
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return new Certificates(own, store);
    }

    private static void keytool(Path store, String alias, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD)));
        command.addAll(List.of(options));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed: " + said);
        }
    }

    /** A context that shows this certificate. */
    SSLContext server() throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load((@Nullable InputStream) null, PASSWORD);
        own.setKeyEntry("server", store.getKey("server", PASSWORD), PASSWORD, store.getCertificateChain("server"));
        keys.init(own, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** A context that trusts the authority of this certificate alone. */
    SSLContext client() throws GeneralSecurityException, IOException {
        KeyStore trusted = trusted();
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** Makes that authority the only one that the JVM's properties name. */
    void trustByProperties() throws GeneralSecurityException, IOException {
        Path file = directory.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted().store(out, PASSWORD);
        }
        System.setProperty("javax.net.ssl.trustStore", file.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", new String(PASSWORD));
    }

    static void forgetProperties() {
        System.clearProperty("javax.net.ssl.trustStore");
        System.clearProperty("javax.net.ssl.trustStorePassword");
    }

    private KeyStore trusted() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load((@Nullable InputStream) null, PASSWORD);
        trusted.setCertificateEntry("authority", store.getCertificate("authority"));
        return trusted;
    }
}
