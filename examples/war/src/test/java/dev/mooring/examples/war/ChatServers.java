package dev.mooring.examples.war;

import dev.mooring.testkit.ServerProcess;
import dev.mooring.testkit.ServerProcessBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The servers that the chat runs on, each as a process that can be killed. */
enum ChatServers {
    PAYARA_MICRO {
        @Override
        ServerProcessBuilder process(int port, List<String> jvm) {
            Stream.of(
                            "java.lang",
                            "java.util",
                            "java.net",
                            "java.io",
                            "java.nio",
                            "sun.nio.ch",
                            "sun.net.www.protocol.jar",
                            "sun.net.www.protocol.jrt",
                            "jdk.internal.loader")
                    .forEach(opened -> jvm.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED"));
            return ServerProcess.of("fish.payara.micro.PayaraMicro")
                    .classPath(System.getProperty("chat.payara"))
                    .args("--nocluster", "--port", String.valueOf(port), "--deploy", System.getProperty("chat.war"))
                    .announcedBy(Pattern.compile("http://[^:/]+:(\\d+)/chat"));
        }
    },

    /** With the chat in it, as {@code -Pchat-on-wildfly} makes it. */
    WILDFLY {
        @Override
        ServerProcessBuilder process(int port, List<String> jvm) {
            Path home = Path.of(System.getProperty("chat.wildfly"));
            jvm.addAll(List.of(
                    "-Djboss.home.dir=" + home,
                    "-Dlogging.configuration="
                            + home.resolve("standalone/configuration/logging.properties")
                                    .toUri(),
                    "-Dorg.jboss.boot.log.file=" + home.resolve("standalone/log/server.log"),
                    "-Djboss.http.port=" + port,
                    "-Djboss.https.port=0",
                    "-Djboss.management.http.port=0",
                    "-Djboss.management.https.port=0"));
            return ServerProcess.of("org.jboss.modules.Main")
                    .classPath(home.resolve("jboss-modules.jar").toString())
                    .args("-mp", home.resolve("modules").toString(), "org.jboss.as.standalone")
                    .announcedBy(Pattern.compile("default listening on [^:]+:(\\d+)"));
        }
    };

    abstract ServerProcessBuilder process(int port, List<String> jvm);

    /** Returns when it listens; the chat may still be on its way. */
    ServerProcess start(int port) {
        List<String> jvm = new ArrayList<>(List.of(
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Dchat.origin=http://localhost:" + port,
                "-Dmooring.clock.uri=ws://localhost:" + port + "/chat/clock"));
        ServerProcessBuilder process = process(port, jvm);
        return process.jvmArgs(jvm.toArray(new String[0]))
                .startTimeout(Duration.ofMinutes(2))
                .start();
    }
}
