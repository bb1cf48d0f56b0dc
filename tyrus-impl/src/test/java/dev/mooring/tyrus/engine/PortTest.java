package dev.mooring.tyrus.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

/** There is no port above 65535: nobody waits for a connection to one. */
class PortTest {

    @Test
    void ofAnEndpoint() {
        assertThatThrownBy(() -> Uris.check(URI.create("ws://host:70000/path?token=secret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65535")
                .hasMessageContaining("ws://host:70000/path")
                .hasMessageNotContaining("secret");
        assertThatCode(() -> Uris.check(URI.create("ws://host:65535/"))).doesNotThrowAnyException();
    }

    @Test
    void ofARedirect() {
        URI from = URI.create("ws://host:1/");
        assertThat(Judge.resolve(URI.create("ws://other:70000/"), from)).isNull();
        assertThat(Judge.resolve(URI.create("ws://other:65535/"), from)).isEqualTo(URI.create("ws://other:65535/"));
    }
}
