package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A completion that counts. */
final class Sent implements SendHandler {

    final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable SendResult result;

    @Override
    public void onResult(SendResult outcome) {
        calls.incrementAndGet();
        result = outcome;
        done.countDown();
    }

    /** Whether it was written; fails when nobody says so in time. */
    boolean succeeded() throws InterruptedException {
        assertThat(done.await(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("completed")
                .isTrue();
        SendResult outcome = result;
        return outcome != null && outcome.isOK();
    }
}
