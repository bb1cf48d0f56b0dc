package dev.mooring.benchmarks;

import dev.mooring.benchmarks.contender.Client;
import dev.mooring.benchmarks.contender.Events;
import dev.mooring.benchmarks.load.Window;
import java.io.IOException;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Sends to a peer that swallows: asynchronously with 128 messages in flight, and blocking. */
@NullUnmarked
public class SendBenchmark extends LoopbackBenchmark implements Events {

    private final Window window = new Window(128);
    private Client client;

    @Setup
    public void open() throws Exception {
        client = connect("/sink", this);
    }

    @Benchmark
    public void async() {
        window.acquire();
        client.send(message);
    }

    @Benchmark
    public void basic() throws IOException {
        client.sendAndWait(message);
    }

    @Override
    public void received(String text) {}

    @Override
    public void sent() {
        window.release();
    }

    @Override
    public void failed(Throwable failure) {}
}
