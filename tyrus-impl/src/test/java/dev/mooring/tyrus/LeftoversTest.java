package dev.mooring.tyrus;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mooring.testkit.FaultProxy;
import dev.mooring.testkit.LeakCheck;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is left of a container that is closed: nothing. */
class LeftoversTest {

    /** Connections in every state: open, dead, connecting, waiting. */
    private static void use(EchoServer server, FaultProxy proxy) throws Exception {
        try (ResilientContainer container = Quick.container().build()) {
            ResilientSession open = container.connectToServer(new Recorder(), server.uri());
            open.getBasicRemote().sendText("hello");
            container.connectToServer(new Recorder(), server.through(proxy.port(), "echo"));
            proxy.onLive().blackHole();
            ResilientSession reset = container.connectToServer(new Recorder(), server.through(proxy.port(), "echo"));
            proxy.onConnection(proxy.accepted() + 1).silence();
            proxy.onConnection(proxy.accepted()).reset();
            await().until(() -> !reset.isOpen());
            open.reconnect();
            container.connectAsync(new Recorder(), java.net.URI.create("ws://127.0.0.1:1/nobody"));
        }
    }

    @Test
    void aClosedContainerLeavesNoThreadAndNoDescriptor() throws Exception {
        try (EchoServer server = EchoServer.start();
                FaultProxy proxy = FaultProxy.to(server::port).start()) {
            use(server, proxy);
            proxy.onLive().reset();
            await().until(() -> proxy.live() == 0);
            LeakCheck before = LeakCheck.snapshot();
            for (int i = 0; i < 3; i++) {
                use(server, proxy);
            }
            proxy.onLive().reset();
            await().until(() -> proxy.live() == 0);
            await().untilAsserted(() -> {
                LeakCheck.Difference left = before.difference();
                left.assertWithin(Integer.MAX_VALUE, 0, 1 << 20);
                // the server's own pools may still grow
                assertThat(left.newThreads()).allMatch(name -> name.startsWith("tyrus-"));
            });
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().startsWith("mooring"));
        }
    }

    @Test
    void executorAndSchedulerHandedInGoOnWithoutAnyTask() throws Exception {
        ThreadPoolExecutor executor = (ThreadPoolExecutor) Executors.newFixedThreadPool(4);
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
        scheduler.setRemoveOnCancelPolicy(true);
        try (EchoServer server = EchoServer.start()) {
            try (ResilientContainer container =
                    Quick.container().executor(executor).scheduler(scheduler).build()) {
                container.connectToServer(new Recorder(), server.uri());
                container.connectAsync(new Recorder(), java.net.URI.create("ws://127.0.0.1:1/nobody"));
            }
            assertThat(executor.isShutdown()).isFalse();
            // none that waits for its time: a connect timeout of ten seconds, a heartbeat of half a minute
            await().atMost(ofSeconds(8)).until(() -> scheduler.getQueue().isEmpty());
        } finally {
            executor.shutdownNow();
            scheduler.shutdownNow();
        }
    }

    @Test
    void aClosedContainerSaysSo() {
        ResilientContainer container = Quick.container().build();
        container.close();
        assertThatThrownBy(() -> container.connectToServer(new Recorder(), java.net.URI.create("ws://127.0.0.1:1/")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aCallbackThatNeverReturnsDoesNotKeepTheContainerOpen() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Recorder stuck = new Recorder(session -> {
            entered.countDown();
            never.await();
        });
        try (EchoServer server = EchoServer.start()) {
            ResilientContainer container = Quick.container().build();
            container.connectAsync(stuck, server.uri());
            assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
            CompletableFuture.runAsync(container::close).get(30, TimeUnit.SECONDS);
        } finally {
            never.countDown();
        }
    }
}
