package dev.mooring.interop;

import dev.mooring.server.session.ServerSession;
import dev.mooring.testkit.DeliveryCheck;
import dev.mooring.websocket.ResilientSession;
import jakarta.websocket.SendHandler;
import java.util.Random;
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

    /** From the client's application to the server's. */
    static Pump up(DeliveryCheck check, ResilientSession session, long seed) {
        return new Pump(
                check,
                "client",
                content(seed),
                (text, handler) -> session.getAsyncRemote().sendText(text, handler));
    }

    /** From the server's application to the client's. */
    static Pump down(DeliveryCheck check, ServerSession session, long seed) {
        return new Pump(
                check,
                "server",
                content(seed),
                (text, handler) -> session.getAsyncRemote().sendText(text, handler));
    }

    private static Supplier<String> content(long seed) {
        Random sizes = new Random(seed);
        return () -> " " + "x".repeat(sizes.nextInt(200));
    }

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
