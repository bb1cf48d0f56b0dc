package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.TestCertificate;
import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same with native TLS, which takes the place of the JVM's own context. That one was made before any property named an authority of
 * these tests: so who connects here has not used it.
 */
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "NETTY.*")
class NativeTlsContractTest extends TlsContract {

    @TempDir
    Path directory = Path.of(".");

    @BeforeEach
    void makeTheJvmsOwn() throws GeneralSecurityException {
        SSLContext.getDefault();
        assertThat(OpenSsl.isAvailable())
                .as(() -> "native TLS: " + OpenSsl.unavailabilityCause())
                .isTrue();
    }

    @AfterEach
    void forget() {
        TestCertificate.forgetProperties();
        System.clearProperty(NativeTls.PROPERTY);
        System.clearProperty("jdk.tls.client.protocols");
    }

    @Override
    SSLContext client(@Nullable TestCertificate trusted) throws GeneralSecurityException, IOException {
        known(trusted).trustByProperties(directory);
        return SSLContext.getDefault();
    }

    @Test
    void itIsNotUsedWhenItIsTurnedOff() throws Exception {
        System.setProperty(NativeTls.PROPERTY, "false");
        assertThat(refused(known(good), client(good)).detail()).contains("unknown authority");
    }

    @Test
    void itIsNotUsedWhenPropertiesTellTheJvmWhatToDo() throws Exception {
        System.setProperty("jdk.tls.client.protocols", "TLSv1.2");
        assertThat(refused(known(good), client(good)).detail()).contains("unknown authority");
    }

    @Test
    void aContextOfTheApplicationsIsUsedAsItIs() throws Exception {
        known(good).trustByProperties(directory);
        refused(known(good), known(other).client());
    }
}
