package dev.mooring.cli;

import dev.mooring.cli.connect.ConnectCommand;
import dev.mooring.cli.demo.DemoCommand;
import dev.mooring.cli.serve.ServeCommand;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Exit codes: 0 done, 1 failed, 2 wrong usage. */
@Command(
        name = "mooring",
        description = {
            "A WebSocket client for the shell that stays connected: it reconnects with backoff and jitter, proves its"
                    + " link alive by heartbeats, and keeps what was not yet sent.",
            "",
            "Without a command it runs the demo."
        },
        subcommands = {ConnectCommand.class, ServeCommand.class, DemoCommand.class, CommandLine.HelpCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done: the session was closed",
            "1:failed: retries used up, or a failure that no retry can mend",
            "2:wrong usage"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar mooring-cli.jar",
            "  java -jar mooring-cli.jar serve --echo --port 8025",
            "  java -jar mooring-cli.jar connect ws://127.0.0.1:8025/",
        })
public final class Main implements Callable<Integer> {

    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        Logs.silence();
        // A thread may still sit in a read of standard input, which nothing can interrupt: leave without waiting for
        // it.
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .registerConverter(java.time.Duration.class, new DurationConverter())
                .setParameterExceptionHandler(Main::wrongUsage)
                .setExecutionExceptionHandler(Main::failed);
    }

    @Override
    public Integer call() throws Exception {
        return new DemoCommand().call();
    }

    private static int wrongUsage(CommandLine.ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(command.getColorScheme().errorText("mooring: " + wrong.getMessage()));
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println(command.getColorScheme().errorText("mooring: " + OneLine.of(failure)));
        return CommandLine.ExitCode.SOFTWARE;
    }
}
