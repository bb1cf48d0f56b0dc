package dev.mooring.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.testing.RawClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client that goes on echoing while others attack; closing it checks that it was answered all the time. */
final class WellBehaved implements AutoCloseable {

    private final CompletableFuture<Long> slowest = new CompletableFuture<>();
    private volatile boolean over;
    private volatile int echoes;

    private WellBehaved(RawClient client) {
        Thread thread = new Thread(
                () -> {
                    try (client) {
                        slowest.complete(echo(client));
                    } catch (Throwable e) {
                        slowest.completeExceptionally(e);
                    }
                },
                "well-behaved");
        thread.setDaemon(true);
        thread.start();
    }

    static WellBehaved start(int port, String path) throws Exception {
        RawClient client = RawClient.upgrade(port, path);
        assertThat(client.isOpen()).isTrue();
        return new WellBehaved(client);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread runs it
    private long echo(RawClient client) throws Exception {
        long worst = 0;
        for (int i = 0; i == 0 || !over; i++) {
            long start = System.nanoTime();
            client.text("m" + i);
            assertThat(client.readText()).isEqualTo("m" + i);
            worst = Math.max(worst, System.nanoTime() - start);
            echoes++;
            Thread.onSpinWait();
        }
        return worst;
    }

    @Override
    public void close() throws Exception {
        over = true;
        long worst = slowest.get(20, TimeUnit.SECONDS);
        assertThat(echoes).isPositive();
        assertThat(TimeUnit.NANOSECONDS.toMillis(worst)).as("slowest echo, ms").isLessThan(5000);
    }
}
