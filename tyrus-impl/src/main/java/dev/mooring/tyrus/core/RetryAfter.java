package dev.mooring.tyrus.core;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The {@code Retry-After} header (RFC 9110, section 10.2.3), as seconds or as a date. */
final class RetryAfter {

    /** Nobody means longer; and such a value would keep a session away for good. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final BigInteger MOST_SECONDS = BigInteger.valueOf(Long.MAX_VALUE);

    private RetryAfter() {}

    /** How long to wait from {@code now}; {@code null} when there is no such header, or it makes no sense. */
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
            return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
