package dev.mooring.cli.demo;

import dev.mooring.testkit.FaultProxy;
import dev.mooring.testkit.ServerProcess;
import dev.mooring.websocket.CircuitState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The faults, one after another, with a calm stretch between them. */
final class Script implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration CALM = Duration.ofMillis(1_500);

    private final Narrator narrator;
    private final Watch watch;
    private final FaultProxy proxy;
    private final List<Outcome> outcomes = new ArrayList<>();
    private ServerProcess server;

    Script(Narrator narrator, Watch watch) {
        this.narrator = narrator;
        this.watch = watch;
        server = EchoProcess.start();
        narrator.server("ready, process " + server.pid());
        proxy = FaultProxy.to(LOOPBACK, server.port()).start();
    }

    /** Where the session connects to, for all of its life. */
    int port() {
        return proxy.port();
    }

    List<Outcome> play() throws IOException, InterruptedException, TimeoutException {
        calm();
        killed();
        calm();
        restarted();
        calm();
        frozen();
        calm();
        blackHoled();
        calm();
        overloaded();
        calm();
        goneForLong();
        calm();
        return outcomes;
    }

    @Override
    public void close() {
        server.close();
        proxy.close();
    }

    private void killed() throws InterruptedException, TimeoutException {
        narrator.fault("kill -9 of the server");
        long fault = System.nanoTime();
        server.kill9();
        proxy.refuse(); // as the server's own port would
        Duration detect = watch.awaitLost(fault);
        pause(Duration.ofSeconds(1));
        over("killed (kill -9) and started again", detect, startServer());
    }

    private void restarted() throws InterruptedException, TimeoutException {
        narrator.fault("restart: the server says 1001 and goes");
        long fault = System.nanoTime();
        server.close();
        proxy.refuse();
        Duration detect = watch.awaitLost(fault);
        over("restarted (SIGTERM, close code 1001)", detect, startServer());
    }

    private void frozen() throws InterruptedException, TimeoutException {
        narrator.fault("SIGSTOP: the server stands still, its sockets stay open");
        long fault = System.nanoTime();
        server.stop();
        Duration detect = watch.awaitLost(fault);
        pause(Duration.ofSeconds(1));
        server.cont();
        long back = System.nanoTime();
        narrator.server("continues (SIGCONT)");
        over("stopped (SIGSTOP), found by heartbeat", detect, back);
    }

    private void blackHoled() throws InterruptedException, TimeoutException {
        narrator.fault("black hole: packets vanish both ways, no FIN, no RST");
        long fault = System.nanoTime();
        proxy.onAll().blackHole();
        Duration detect = watch.awaitLost(fault);
        pause(Duration.ofSeconds(1));
        proxy.heal();
        long back = System.nanoTime();
        narrator.server("the network is back");
        over("black hole, found by heartbeat", detect, back);
    }

    private void overloaded() throws IOException, InterruptedException, TimeoutException {
        try (Overload balancer = new Overload(2)) {
            narrator.fault("overload: connections are cut, new ones get 503 with Retry-After: 2");
            proxy.retarget(LOOPBACK, balancer.port());
            long fault = System.nanoTime();
            proxy.onLive().reset();
            Duration detect = watch.awaitLost(fault);
            watch.awaitCause("503");
            proxy.retarget(LOOPBACK, server.port());
            long back = System.nanoTime();
            narrator.server("takes connections again, at once; the session keeps to the 2 s");
            over("503 with Retry-After: 2", detect, back);
        }
    }

    private void goneForLong() throws InterruptedException, TimeoutException {
        narrator.fault("kill -9, and nobody comes back for a while");
        long fault = System.nanoTime();
        server.kill9();
        proxy.refuse();
        Duration detect = watch.awaitLost(fault);
        watch.awaitCircuit(CircuitState.OPEN);
        long back = startServer();
        over("gone for long, circuit breaker opens", detect, back);
    }

    private long startServer() {
        server = EchoProcess.start();
        proxy.retarget(LOOPBACK, server.port());
        proxy.heal();
        long ready = System.nanoTime();
        narrator.server("ready, process " + server.pid());
        return ready;
    }

    private void over(String fault, Duration detect, long back) throws InterruptedException, TimeoutException {
        outcomes.add(new Outcome(fault, detect, watch.awaitOpen(back)));
    }

    private static void calm() throws InterruptedException {
        pause(CALM);
    }

    private static void pause(Duration time) throws InterruptedException {
        new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
