package dev.mooring.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.Failure.Kind;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardFailureTableTest {

    private static final Duration HINT = Duration.ofSeconds(7);
    private static final URI ELSEWHERE = URI.create("wss://other.example/");

    private static Verdict of(Failure failure) {
        return FailureClassifier.standard().classify(failure);
    }

    private static Failure status(int status) {
        return Failure.httpStatus(status, null, null, null);
    }

    private static Failure closed(int code) {
        // getCloseCode keeps codes of no name as they are
        return Failure.closedByPeer(new CloseReason(CloseCodes.getCloseCode(code), "why"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {
                "REFUSED",
                "DNS",
                "TIMEOUT",
                "HANDSHAKE_BROKEN",
                "TLS",
                "SUPPLIER",
                "LOST",
                "HEARTBEAT_MISSED",
                "SEND_TIMEOUT",
                "RECONNECT_REQUESTED"
            })
    void whatMayPassIsRetried(Kind kind) {
        assertThat(of(Failure.of(kind, "x", null))).isEqualTo(Verdict.retry());
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"TLS_TRUST", "SUBPROTOCOL"})
    void whatWillNotChangeIsFatal(Kind kind) {
        assertThat(of(Failure.of(kind, "x", null))).isEqualTo(Verdict.fatal());
    }

    @Test
    void rejectedFirstMessageIsTriedOnceMore() {
        assertThat(of(Failure.of(Kind.REJECTED, "x", null))).isEqualTo(Verdict.retryOnce());
    }

    @ParameterizedTest
    @ValueSource(ints = {1001, 1005, 1006, 1011, 1012, 1013, 1014, 4000, 4400, 4402, 4999})
    void closeCodesThatMayPassAreRetried(int code) {
        assertThat(of(closed(code))).isEqualTo(Verdict.retry());
        assertThat(of(closed(code).withHint(HINT, null))).isEqualTo(Verdict.retryAfter(HINT));
    }

    @ParameterizedTest
    @ValueSource(ints = {1002, 1003, 1007, 1008, 1009, 1010, 3000})
    void closeCodesThatWillNotChangeAreFatal(int code) {
        assertThat(of(closed(code))).isEqualTo(Verdict.fatal());
    }

    @Test
    void normalClosureEndsTheSession() {
        assertThat(of(closed(1000))).isEqualTo(Verdict.end());
    }

    @Test
    void closeCode4401IsTriedOnceMore() {
        assertThat(of(closed(4401))).isEqualTo(Verdict.retryOnce());
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
    void statusesThatMayPassAreRetriedNotBeforeTheHint(int status) {
        assertThat(of(status(status))).isEqualTo(Verdict.retry());
        assertThat(of(Failure.httpStatus(status, HINT, null, null))).isEqualTo(Verdict.retryAfter(HINT));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void rejectedCredentialsAreTriedOnceMore(int status) {
        assertThat(of(status(status))).isEqualTo(Verdict.retryOnce());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 300, 304, 400, 404, 405, 410, 426})
    void statusesThatWillNotChangeAreFatal(int status) {
        assertThat(of(status(status))).isEqualTo(Verdict.fatal());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreFollowedIfTheySayWhereTo(int status) {
        assertThat(of(Failure.httpStatus(status, null, ELSEWHERE, null))).isEqualTo(Verdict.redirect(ELSEWHERE));
        assertThat(of(status(status))).isEqualTo(Verdict.fatal());
    }

    @Test
    void whatWeBrokeOffIsJudgedByItsCloseCode() {
        CloseReason tooBig = new CloseReason(CloseCodes.TOO_BIG, "");
        assertThat(of(new Failure(Kind.PROTOCOL, "x", 0, null, null, tooBig, null)))
                .isEqualTo(Verdict.fatal());
    }

    @Test
    void closeReasonOfThePeerIsMadePrintable() {
        Failure failure = Failure.closedByPeer(new CloseReason(CloseCodes.GOING_AWAY, "a\r\nFAKE LOG LINE"));
        assertThat(failure.detail()).isEqualTo("closed by peer with 1001 a\ufffd\ufffdFAKE LOG LINE");
        assertThat(Failure.of(Kind.LOST, "x", null).closeCode()).isEqualTo(1006);
    }
}
