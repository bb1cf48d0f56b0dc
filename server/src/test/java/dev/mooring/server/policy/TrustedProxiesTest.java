package dev.mooring.server.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {

    private static final TrustedProxies PROXIES = TrustedProxies.of("10.0.0.0/8", "192.0.2.7", "fd00::/8");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "203.0.113.5 | -                                  | 203.0.113.5",
                "203.0.113.5 | 198.51.100.1                       | 203.0.113.5", // not a proxy of ours: a forgery
                "10.1.2.3    | -                                  | 10.1.2.3",
                "10.1.2.3    | 198.51.100.1                       | 198.51.100.1",
                "10.1.2.3    | 1.1.1.1, 198.51.100.1              | 198.51.100.1", // the client wrote 1.1.1.1 itself
                "10.1.2.3    | 1.1.1.1, 198.51.100.1, 10.9.9.9    | 198.51.100.1",
                "10.1.2.3    | 10.9.9.9                           | 10.9.9.9",
                "10.1.2.3    | 1.1.1.1, unknown                   | 10.1.2.3",
                "10.1.2.3    | 1.1.1.1, evil.example              | 10.1.2.3",
                "10.1.2.3    | 1.1.1.1, , 10.9.9.9                | 10.9.9.9",
                "192.0.2.7   | 2001:db8::5                        | 2001:db8:0:0:0:0:0:5",
                "192.0.2.8   | 2001:db8::5                        | 192.0.2.8",
                "fd00::1     | [2001:DB8::5]                      | 2001:db8:0:0:0:0:0:5",
                "::ffff:10.1.2.3 | 198.51.100.1                   | 198.51.100.1",
            })
    void theClientIsTheLastHopThatIsNoProxyOfOurs(String peer, String forwarded, String client) {
        List<String> headers = forwarded == null ? List.of() : List.of(forwarded);
        assertThat(PROXIES.clientAddress(peer, headers)).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource({"1.1.1.1;198.51.100.1, 198.51.100.1"})
    void severalHeadersAreOneList(String forwarded, String client) {
        assertThat(PROXIES.clientAddress("10.1.2.3", Arrays.asList(forwarded.split(";"))))
                .isEqualTo(client);
    }
}
