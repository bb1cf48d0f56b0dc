package dev.mooring.chat;

import dev.mooring.chat.client.JoinCommand;
import dev.mooring.chat.server.ServeCommand;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line: exit code 0 done, 1 failed, 2 wrong usage. */
@Command(
        name = "mooring-chat",
        description = {
            "A chat whose lines arrive once and in order, whatever happens to the connections.",
            "Start one server and any number of clients, then pull the plug."
        },
        subcommands = {ServeCommand.class, JoinCommand.class},
        mixinStandardHelpOptions = true,
        footerHeading = "%nTry it:%n",
        footer = {"  java -jar mooring-chat.jar serve", "  java -jar mooring-chat.jar join ann"})
public final class Main implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        LogManager.getLogManager().reset(); // the terminal belongs to the people who talk
        int code = new CommandLine(new Main())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("mooring-chat: " + Reason.of(failure));
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(args);
        System.exit(code); // a thread may sit in a read of standard input, which nothing can interrupt
    }

    @Override
    public void run() {
        throw new ParameterException(
                java.util.Objects.requireNonNull(spec).commandLine(), "Missing required command: serve or join");
    }
}
