package dev.mooring.cli.demo;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code demo}. */
@Command(name = "demo", mixinStandardHelpOptions = true, description = "Shows what a session survives.")
public final class DemoCommand implements Callable<Integer> {

    /** For picocli. */
    public DemoCommand() {}

    @Override
    public Integer call() {
        return 0;
    }
}
