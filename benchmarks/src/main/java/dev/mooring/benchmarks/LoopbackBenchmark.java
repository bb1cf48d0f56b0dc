package dev.mooring.benchmarks;

import dev.mooring.benchmarks.contender.Client;
import dev.mooring.benchmarks.contender.Contender;
import dev.mooring.benchmarks.contender.Contenders;
import dev.mooring.benchmarks.server.ServerKind;
import dev.mooring.testkit.ServerProcess;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What the benchmarks over loopback share: a contender, and the neutral server in a process of its own. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@NullUnmarked // JMH fills in the fields
public abstract class LoopbackBenchmark {

    @Param({"resilient", "bare"})
    public String contender;

    @Param({"64", "1024"})
    public int size;

    Contender library;
    String message;
    private ServerProcess server;

    /** Opens a connection; events as they come. */
    Client connect(String path, dev.mooring.benchmarks.contender.Events events) throws Exception {
        server = new Processes(false).startServer(ServerKind.NEUTRAL);
        library = Contenders.of(contender);
        message = "m".repeat(size);
        return library.connect(URI.create("ws://127.0.0.1:" + server.port() + path), events);
    }

    @TearDown
    public void end() throws Exception {
        library.close();
        server.close();
    }
}
