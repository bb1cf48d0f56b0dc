package dev.mooring.cli;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Lets the library judge the values of options, and names the option in what it says about them. */
public final class OptionCheck {

    private static final Duration MOST = Duration.ofDays(36_500);

    private final CommandLine command;

    /** For the options of this command. */
    public OptionCheck(CommandLine command) {
        this.command = command;
    }

    /** What the supplier makes of the option's value; a value that is out of bounds is wrong usage. */
    public <T> T of(String option, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException outOfBounds) {
            throw new ParameterException(
                    command, "Invalid value for option '" + option + "': " + outOfBounds.getMessage(), outOfBounds);
        }
    }

    /** A duration that the library does not judge, with the bound it has for others: nanoseconds in a long must not overflow. */
    public Duration bounded(String option, Duration value) {
        return of(option, () -> {
            if (value.compareTo(MOST) > 0) {
                throw new IllegalArgumentException(
                        "it must be at most " + MOST.toDays() + " days, but is " + value.toDays());
            }
            return value;
        });
    }

    /** An option that does nothing without another one, which is missing: if it is given all the same, that is wrong usage. */
    public void without(String missing, String option, @Nullable Object value) {
        if (value != null) {
            throw new ParameterException(
                    command,
                    "Option '" + option + "' does nothing without '" + missing + "': add that, or leave it out");
        }
    }

    /** An option that does nothing beside another one, which is given: if it is given all the same, that is wrong usage. */
    public void beside(String given, String option, @Nullable Object value) {
        if (value != null) {
            throw new ParameterException(
                    command, "Option '" + option + "' does nothing with '" + given + "': leave one of them out");
        }
    }
}
