package dev.mooring.cli.serve;

import dev.mooring.cli.Durations;
import dev.mooring.server.policy.RateLimit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 100}, messages per second, or {@code 100/1m}. */
final class RateConverter implements ITypeConverter<RateLimit> {

    @Override
    public RateLimit convert(String value) {
        String[] parts = value.split("/", 2);
        if (!parts[0].matches("\\d{1,18}")) {
            throw new TypeConversionException(
                    "'" + value + "' is not a rate: write messages per second, like 100, or per time, like 100/1m");
        }
        try {
            RateLimit perSecond = RateLimit.of(Long.parseLong(parts[0]));
            return parts.length == 1 ? perSecond : perSecond.per(Durations.parse(parts[1]));
        } catch (IllegalArgumentException outOfBounds) {
            throw new TypeConversionException(outOfBounds.getMessage());
        }
    }
}
