package dev.mooring.benchmarks;

import dev.mooring.benchmarks.contender.Client;
import dev.mooring.benchmarks.contender.Events;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** One message there and back, again and again. */
@NullUnmarked
public class EchoBenchmark extends LoopbackBenchmark implements Events {

    private final Semaphore answers = new Semaphore(0);
    private Client client;

    @Setup
    public void open() throws Exception {
        client = connect("/echo", this);
    }

    @Benchmark
    public void pingPong() {
        client.send(message);
        answers.acquireUninterruptibly();
    }

    @Override
    public void received(String text) {
        answers.release();
    }

    @Override
    public void sent() {}

    @Override
    public void failed(Throwable failure) {}
}
