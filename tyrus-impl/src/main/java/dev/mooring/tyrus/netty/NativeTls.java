package dev.mooring.tyrus.netty;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS by OpenSSL or BoringSSL, where {@code netty-tcnative} is on the class path. It takes the place of the JVM's own context alone,
 * with the same trust store. What is in a context that somebody has made cannot be seen: it is used as it is, and so is the JVM's where it
 * is told by properties what to do. Thread-safe.
 */
final class NativeTls implements AutoCloseable {

    /** Set to {@code false}, the JVM's TLS is used although there is a native one. */
    static final String PROPERTY = "dev.mooring.nativeTls";

    /** Properties of the JVM's own context that the native one knows nothing of. */
    private static final List<String> JVM_ONLY = List.of(
            "javax.net.ssl.keyStore",
            "jdk.tls.client.protocols",
            "jdk.tls.client.cipherSuites",
            "jdk.tls.client.SignatureSchemes",
            "jdk.tls.namedGroups");

    private static final System.Logger LOG = System.getLogger(NativeTls.class.getName());

    private boolean prepared; // guarded by this, as is whether it is closed
    private boolean closed;
    private volatile @Nullable SslContext context;

    /** Loads the library and the trust store, if it will take this one's place: that may take a while. */
    synchronized void prepare(SSLContext asked) {
        if (prepared || closed || !isTheJvms(asked)) {
            return;
        }
        prepared = true;
        if (!OpenSsl.isAvailable()) {
            LOG.log(System.Logger.Level.DEBUG, "TLS by the JVM, there is no native one", OpenSsl.unavailabilityCause());
            return;
        }
        try {
            context = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.OPENSSL_REFCNT)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
            LOG.log(System.Logger.Level.DEBUG, "TLS by {0}", OpenSsl.versionString());
        } catch (SSLException e) {
            LOG.log(System.Logger.Level.WARNING, "native TLS cannot be used: the JVM's is", e);
        }
    }

    /** What takes the place of this context, or {@code null}: it is prepared, and not closed. */
    @Nullable SslContext insteadOf(SSLContext asked) {
        SslContext present = context;
        return present != null && isTheJvms(asked) ? present : null;
    }

    /** Whether this is what {@code SSLContext.getDefault()} says when nobody has had a say in it. */
    private static boolean isTheJvms(SSLContext asked) {
        return asked.getProtocol().equals("Default")
                && asked.getProvider().getName().equals("SunJSSE")
                && JVM_ONLY.stream().allMatch(name -> System.getProperty(name) == null)
                && !"false".equalsIgnoreCase(System.getProperty(PROPERTY));
    }

    @Override
    public synchronized void close() {
        closed = true;
        ReferenceCountUtil.release(context); // does nothing for null
        context = null;
    }
}
