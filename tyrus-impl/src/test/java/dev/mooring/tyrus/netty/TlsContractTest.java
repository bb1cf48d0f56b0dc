package dev.mooring.tyrus.netty;

import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** With a context of the application's, on all transports. */
@ParameterizedClass
@EnumSource(Carrier.class)
class TlsContractTest extends TlsContract {

    @Override
    SSLContext client(@Nullable Certificates trusted) throws GeneralSecurityException, IOException {
        return known(trusted).client();
    }
}
