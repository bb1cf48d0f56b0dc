package dev.mooring.it.payara;

import dev.mooring.it.ServerLauncher;
import dev.mooring.testkit.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Payara Micro as one would start it. */
public final class MicroLauncher implements ServerLauncher {

    @Override
    public ServerProcess start(int port, Path war, List<String> properties) {
        List<String> arguments = new ArrayList<>(properties);
        arguments.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"));
        arguments.addAll(MicroProcess.opened());
        return ServerProcess.of("fish.payara.micro.PayaraMicro")
                .classPath(System.getProperty("it.payara.jar"))
                .jvmArgs(arguments.toArray(new String[0]))
                .args("--nocluster", "--port", String.valueOf(port), "--deploy", war.toString())
                .announcedBy(Pattern.compile("http://[^:/]+:(\\d+)/mooring"))
                .startTimeout(Duration.ofMinutes(2))
                .start();
    }
}
