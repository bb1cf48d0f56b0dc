package dev.mooring.benchmarks;

import dev.mooring.benchmarks.contender.Client;
import dev.mooring.benchmarks.contender.EngineAlone;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The engine on a transport that does nothing: what {@code ResilientSession} itself adds to each message, in time and, with
 * {@code -prof gc}, in bytes, free of the noise of sockets.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(2)
@NullUnmarked // JMH fills in the fields
public class EngineBenchmark {

    private static final int BATCH = 32;

    @Param({"64", "1024"})
    public int size;

    private EngineAlone engine;
    private Client client;
    private String message;

    @Setup
    public void open() throws Exception {
        engine = new EngineAlone();
        client = engine.open(new Ignored());
        message = "m".repeat(size);
    }

    @TearDown
    public void close() {
        engine.close();
    }

    /** Each message by a read of its own. */
    @Benchmark
    public void receive() {
        engine.deliver(message, 1);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void receiveBatch() {
        engine.deliver(message, BATCH);
    }

    @Benchmark
    public void send() {
        client.send(message);
    }

    @Benchmark
    public void sendAndWait() throws IOException {
        client.sendAndWait(message);
    }
}
