package dev.mooring.cli;

import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Lets the library judge the values of options, and names the option in what it says about them. */
public final class OptionCheck {

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
}
