package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.TestCertificate;
import dev.mooring.websocket.Failure;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** With a context of the application's, on all transports. */
@ParameterizedClass
@EnumSource(Carrier.class)
class TlsContractTest extends TlsContract {

    @Override
    SSLContext client(@Nullable TestCertificate trusted) throws GeneralSecurityException, IOException {
        return known(trusted).client();
    }

    @Test
    void aContextThatWasNeverInitializedFailsAtOnce() throws Exception {
        open(secure(SSLContext.getInstance("TLS"), true, null));
        Failure failure = recorder.next(Recorder.Failed.class).failure();
        assertThat(failure.kind()).isEqualTo(Failure.Kind.HANDSHAKE_BROKEN);
        assertThat(failure.cause()).isInstanceOf(IllegalStateException.class);
    }
}
