package dev.mooring.tyrus.core;

import dev.mooring.websocket.spi.DrainHint;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The {@code Retry-After} header (RFC 9110, section 10.2.3), as seconds or as a date. */
final class RetryAfter {

    private static final BigInteger MOST_SECONDS = BigInteger.valueOf(Long.MAX_VALUE);

    private RetryAfter() {}

    /** How long to wait from {@code now}, a day at most; {@code null} when there is no such header, or it makes no sense. */
    static @Nullable Duration parse(@Nullable String header, Instant now) {
        if (header == null || header.isBlank()) {
            return null;
        }
        String value = header.strip();
        try {
            Duration wait = value.chars().allMatch(c -> c >= '0' && c <= '9')
                    ? Duration.ofSeconds(new BigInteger(value).min(MOST_SECONDS).longValue())
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            return wait.isNegative() ? Duration.ZERO : DrainHint.atMostLongest(wait);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
