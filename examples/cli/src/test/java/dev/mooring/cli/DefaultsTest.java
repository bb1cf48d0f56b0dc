package dev.mooring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The help tells defaults in words; they come from the library. */
class DefaultsTest {

    private static final Pattern DEFAULT = Pattern.compile("Default: (.+)\\.$");

    static Stream<OptionSpec> optionsWithAValue() {
        return Stream.of("connect", "serve")
                .map(name -> Objects.requireNonNull(
                        Main.commandLine().getSubcommands().get(name)))
                .flatMap(command -> command.getCommandSpec().options().stream())
                .filter(o -> o.arity().max() > 0)
                .filter(o -> !o.isMultiValue());
    }

    @ParameterizedTest
    @MethodSource("optionsWithAValue")
    void theHelpTellsTheDefaultThatIsUsed(ArgSpec option) {
        Matcher told = DEFAULT.matcher(String.join("", option.description()));
        assertThat(told.find()).as("a default in the help of " + option).isTrue();
        Object used = option.initialValue();
        if (used instanceof Duration duration) {
            assertThat(Durations.parse(told.group(1))).isEqualTo(duration);
        } else if (used instanceof Number || used instanceof Enum) {
            assertThat(told.group(1)).isEqualToIgnoringCase(used.toString());
        }
    }
}
