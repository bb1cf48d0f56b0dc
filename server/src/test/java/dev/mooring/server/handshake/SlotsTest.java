package dev.mooring.server.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.resume.ResumeDesk;
import dev.mooring.server.resume.SessionStore;
import jakarta.websocket.server.HandshakeRequest;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Places are taken, given back once, and expire when nobody claims them. */
class SlotsTest {

    private long now;

    private final HandshakeGuard guard = new HandshakeGuard(
            ServerPolicy.builder().allowMissingOrigin().maxConnections(2).build(),
            PathTemplate.of("/x"),
            new Readiness(),
            new ResumeDesk(SessionStore.inMemory(), () -> now, Runnable::run),
            () -> now);

    private Decision decide() {
        HandshakeRequest request = (HandshakeRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HandshakeRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeaders" -> Map.<String, List<String>>of();
                    case "getRequestURI" -> URI.create("/x");
                    default -> null;
                });
        return guard.decide(new JakartaHandshake(request), Map.of());
    }

    private Admission admitted() {
        return (Admission) decide();
    }

    @Test
    void anAdmissionOpensOneSessionOnce() {
        Admission admission = admitted();
        assertThat(admission.claim()).isTrue();
        assertThat(admission.claim()).isFalse();
        admission.abandon();
        assertThat(guard.connections()).isEqualTo(1);
        admission.release();
        admission.release();
        assertThat(guard.connections()).isZero();
        assertThat(admission.claim()).isFalse();
    }

    @Test
    void anAbandonedAdmissionCannotBeClaimed() {
        Admission admission = admitted();
        admission.abandon();
        admission.abandon();
        assertThat(guard.connections()).isZero();
        assertThat(admission.claim()).isFalse();
    }

    @Test
    void aReservationNobodyClaimsExpires() {
        Admission lost = admitted();
        Admission open = admitted();
        assertThat(open.claim()).isTrue();
        assertThat(decide()).isInstanceOf(Decision.Rejected.class);
        now = 31_000_000_000L;
        guard.expireReservations();
        assertThat(guard.connections()).isEqualTo(1);
        assertThat(lost.claim()).isFalse();
        assertThat(decide()).isInstanceOf(Admission.class);
    }

    @Test
    void slotsKeepNothingForKeysWithoutPlaces() {
        Slots slots = new Slots(1);
        assertThat(slots.take("a")).isTrue();
        assertThat(slots.take("a")).isFalse();
        slots.giveBack("a");
        slots.giveBack("a");
        assertThat(slots.keys()).isZero();
        assertThat(slots.take("a")).isTrue();
    }
}
