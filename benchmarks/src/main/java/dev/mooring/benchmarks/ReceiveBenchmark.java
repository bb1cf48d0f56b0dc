package dev.mooring.benchmarks;

import dev.mooring.benchmarks.contender.Events;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

/** Receives from a peer that floods. The benchmark's thread sleeps meanwhile: the transport's thread does the work. */
@NullUnmarked
public class ReceiveBenchmark extends LoopbackBenchmark implements Events {

    private static final int BATCH = 10_000;
    private static final int NAP_NANOS = 500_000;

    private final AtomicLong received = new AtomicLong();
    private long target;

    @Setup
    public void open() throws Exception {
        connect("/flood?size=" + size, this);
    }

    /** What came between two iterations counts for neither. */
    @Setup(Level.Iteration)
    public void fromHere() {
        target = received.get();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void receive() {
        target += BATCH;
        while (received.get() < target) {
            LockSupport.parkNanos(NAP_NANOS);
        }
    }

    @Override
    public void received(String text) {
        received.lazySet(received.getPlain() + 1);
    }

    @Override
    public void sent() {}

    @Override
    public void failed(Throwable failure) {}
}
