package dev.mooring.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the interval of a heartbeat: a duration, or {@code off}, which is zero. */
public final class IntervalConverter implements ITypeConverter<Duration> {

    /** For picocli. */
    public IntervalConverter() {}

    @Override
    public Duration convert(String value) {
        try {
            return value.equalsIgnoreCase("off") ? Duration.ZERO : Durations.parse(value);
        } catch (IllegalArgumentException notOne) {
            throw new TypeConversionException(notOne.getMessage() + ", or off");
        }
    }
}
