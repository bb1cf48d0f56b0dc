package dev.mooring.tyrus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {

    private static final URI A = URI.create("wss://a.example/");
    private static final URI B = URI.create("wss://b.example/");
    private static final URI C = URI.create("wss://c.example/");
    private static final URI ELSEWHERE = URI.create("wss://elsewhere.example/");

    @Test
    void serversAreTriedInTurnAndADeadOneLast() {
        Targets targets = new Targets(List.of(A, B, C));
        assertThat(targets.current()).isEqualTo(A);
        targets.rotate();
        assertThat(targets.current()).isEqualTo(B);
        targets.rotate();
        assertThat(targets.current()).isEqualTo(C);
        targets.rotate();
        assertThat(targets.current()).isEqualTo(A);
    }

    @Test
    void aDetourLastsUntilItFailsAndCostsNobodyItsTurn() {
        Targets targets = new Targets(List.of(A, B));
        targets.detour(ELSEWHERE);
        assertThat(targets.current()).isEqualTo(ELSEWHERE);
        targets.rotate();
        assertThat(targets.current()).isEqualTo(A);
    }

    @Test
    void onlyNamedHostsAndPortsAreHome() {
        Targets targets = new Targets(List.of(A, URI.create("ws://a.example:8080/x")));
        assertThat(targets.isHome(URI.create("wss://A.EXAMPLE:443/other?token=1")))
                .isTrue();
        assertThat(targets.isHome(URI.create("ws://a.example:8080/"))).isTrue();
        assertThat(targets.isHome(URI.create("wss://a.example:8443/"))).isFalse();
        assertThat(targets.isHome(URI.create("ws://a.example/"))).isFalse();
        assertThat(targets.isHome(ELSEWHERE)).isFalse();
    }

    @Test
    void aSchemeStandsForItsPort() {
        assertThat(Targets.endpoint(URI.create("ws://Host/"))).isEqualTo("host:80");
        assertThat(Targets.endpoint(URI.create("WSS://host/"))).isEqualTo("host:443");
        assertThat(Targets.endpoint(URI.create("ws://[::1]:9/"))).isEqualTo("[::1]:9");
    }
}
