package dev.mooring.cdi;

import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ResilientContainer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** An application that stops while clients of it are still being made. */
class ShutdownTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void whoeverMakesAClientMeanwhileAndWhoeverStopsDoNotWaitForEachOther() throws Exception {
        Application application = Application.of(Desk.class, MadeSlowly.class).start();
        Desk desk = application.get(Desk.class);
        MadeSlowly slow = application.get(MadeSlowly.class, "one");

        CompletableFuture<Void> making = runAsync(desk.one::options);
        slow.begun.await();
        Thread stopping = new Thread(application.get(MooringExtension.class).clients()::close, "stopping");
        stopping.setDaemon(true);
        stopping.start();
        await().until(() -> stopping.getState() == Thread.State.BLOCKED); // by the client that is being made
        slow.goOn.countDown();

        assertThat(making).failsWithin(PATIENCE);
        stopping.join(PATIENCE.toMillis());
        assertThat(stopping.isAlive()).isFalse();
        application.close();
    }

    /** Has two containers. */
    @Singleton
    public static class Desk {

        @Inject
        @Resilient("one")
        ResilientContainer one;

        @Inject
        @Resilient("two")
        ResilientContainer two;
    }

    /** Makes another client while it is made. */
    @Singleton
    @Resilient("one")
    public static class MadeSlowly implements ContainerCustomizer {

        @Inject
        @Resilient("two")
        ResilientContainer two;

        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);

        @Override
        public void customize(ResilientContainer.Builder builder) {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            builder.retry(two.options().retry());
        }
    }
}
