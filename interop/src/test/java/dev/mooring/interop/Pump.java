package dev.mooring.interop;

import dev.mooring.testkit.DeliveryCheck;
import jakarta.websocket.SendHandler;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One application that sends as fast as acknowledgements come, on a thread of its own, until it is told to stop. */
final class Pump implements AutoCloseable {

    private static final int WINDOW = 2000;

    private final Semaphore window = new Semaphore(WINDOW);
    private final Thread thread;
    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;
    final AtomicLong acknowledged = new AtomicLong();

    Pump(DeliveryCheck check, String sender, Supplier<String> content, BiConsumer<String, SendHandler> send) {
        thread = new Thread(
                () -> {
                    try {
                        while (!stopped) {
                            if (window.tryAcquire(50, TimeUnit.MILLISECONDS)) {
                                send.accept(check.next(sender) + content.get(), result -> {
                                    if (result.isOK()) {
                                        acknowledged.incrementAndGet();
                                    } else {
                                        failure = result.getException();
                                    }
                                    window.release();
                                });
                            }
                        }
                    } catch (InterruptedException | RuntimeException e) {
                        failure = e;
                    }
                },
                "pump of " + sender);
        thread.start();
    }

    @Nullable Throwable failure() {
        return failure;
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
    }
}
