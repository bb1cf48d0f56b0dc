package dev.mooring.cli.demo;

import dev.mooring.cli.Main;
import dev.mooring.testkit.ServerProcess;
import java.util.regex.Pattern;

/** Our own {@code serve} in a process of its own. */
final class EchoProcess {

    private static final Pattern READY = Pattern.compile("listening on ws://.*:(\\d+)/");

    private EchoProcess() {}

    /** Starts one on any free port and returns when it is ready. */
    static ServerProcess start() {
        return ServerProcess.of(Main.class)
                .jvmArgs("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1") // it shall start fast, not run long
                .args("serve", "--echo", "--port", "0", "--until-stdin-closes") // ends with us, even if we are killed
                .announcedBy(READY)
                .start();
    }
}
