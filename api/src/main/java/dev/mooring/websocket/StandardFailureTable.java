package dev.mooring.websocket;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The default of {@link FailureClassifier}, one row a case. */
final class StandardFailureTable {

    private StandardFailureTable() {}

    static Verdict classify(Failure failure) {
        return switch (failure.kind()) {
            case TLS_TRUST, SUBPROTOCOL, DELIVERY_UNSUPPORTED -> Verdict.fatal();
            case REJECTED -> Verdict.retryOnce();
            case HTTP_STATUS -> status(failure);
            case CLOSED_BY_PEER, PROTOCOL -> closeCode(failure);
            case REFUSED,
                    DNS,
                    TIMEOUT,
                    HANDSHAKE_BROKEN,
                    TLS,
                    SUPPLIER,
                    LOST,
                    HEARTBEAT_MISSED,
                    SEND_TIMEOUT,
                    RECONNECT_REQUESTED -> Verdict.retry();
        };
    }

    private static Verdict status(Failure failure) {
        URI location = failure.location();
        return switch (failure.httpStatus()) {
            case 301, 302, 303, 307, 308 -> location == null ? Verdict.fatal() : Verdict.redirect(location);
            case 401, 403 -> Verdict.retryOnce();
            // A server that starts, or deploys anew, listens before its endpoints are there.
            case 404 -> failure.everOpened() ? retry(failure.retryAfter()) : Verdict.fatal();
            case 408, 425, 429 -> retry(failure.retryAfter());
            default -> failure.httpStatus() >= 500 ? retry(failure.retryAfter()) : Verdict.fatal();
        };
    }

    private static Verdict closeCode(Failure failure) {
        int code = failure.closeCode();
        return switch (code) {
            case 1000 -> Verdict.end();
            case 1001, 1005, 1006, 1011, 1012, 1013, 1014 -> retry(failure.retryAfter());
            case 4401 -> Verdict.retryOnce();
            default -> code >= 4000 && code <= 4999 ? retry(failure.retryAfter()) : Verdict.fatal();
        };
    }

    private static Verdict retry(@Nullable Duration notBefore) {
        return notBefore == null ? Verdict.retry() : Verdict.retryAfter(notBefore);
    }
}
