package dev.mooring.tyrus;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.testkit.FaultProxyExtension;
import dev.mooring.websocket.OnRetry;
import dev.mooring.websocket.OnStateChange;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryPolicy;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.SessionListener;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.StateChanged;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Callbacks of one session come one at a time and in order, whatever happens to its connections meanwhile. */
class CallbackOrderTest {

    private EchoServer server;

    @RegisterExtension
    final FaultProxyExtension proxy = FaultProxyExtension.to(() -> server.port());

    @BeforeEach
    void start() throws Exception {
        server = EchoServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void callbacksNeverOverlapAndMessagesKeepTheirOrder() throws Exception {
        Careful endpoint = new Careful();
        try (ResilientContainer container = Quick.container().build();
                ResilientSession session = container.connectToServer(endpoint, server.through(proxy.port(), "echo"))) {
            for (int round = 0; round < 10; round++) {
                for (int i = 0; i < 300; i++) {
                    session.getAsyncRemote().sendText(String.valueOf(round * 300 + i));
                }
                await().until(() -> session.bufferedAmount() == 0);
                if (round % 2 == 0) {
                    proxy.proxy().onLive().reset();
                } else {
                    session.reconnect();
                }
            }
            await().until(session::isOpen);
            session.close();
            Quick.awaitEnd(session);
        }
        assertThat(endpoint.overlaps).hasValue(0);
        assertThat(endpoint.messages).isSorted().doesNotHaveDuplicates();
        assertThat(endpoint.calls).startsWith("OPEN", "open").endsWith("close", "CLOSED");
        List<String> connections = endpoint.calls.stream()
                .filter(call -> call.equals("open") || call.equals("close"))
                .toList();
        assertThat(connections).hasSizeGreaterThan(10);
        for (int i = 0; i < connections.size(); i++) {
            assertThat(connections.get(i)).isEqualTo(i % 2 == 0 ? "open" : "close");
        }
    }

    @Test
    void whatACallbackThrowsGoesToOnErrorAndTheSessionGoesOn() throws Exception {
        Failing endpoint = new Failing();
        try (ResilientContainer container = Quick.container().build();
                ResilientSession session = container.connectToServer(endpoint, server.uri())) {
            session.getBasicRemote().sendText("one");
            session.getBasicRemote().sendText("two");
            await().until(() -> endpoint.errors.size() == 3);
            session.reconnect();
            await().until(() -> endpoint.errors.size() == 5);
            assertThat(endpoint.errors).containsExactly("open", "one", "two", "close", "open");
            assertThat(session.isOpen()).isTrue();
        }
        assertThat(endpoint.errors).endsWith("close");
    }

    @Test
    void everyCallbackRunsOnTheExecutorThatWasHandedIn() throws Exception {
        Placed endpoint = new Placed();
        ExecutorService executor = Executors.newFixedThreadPool(2, task -> new Thread(task, "lent"));
        try (ResilientContainer container =
                        Quick.container().executor(executor).listener(endpoint).build();
                ResilientSession session = container.connectToServer(endpoint, server.uri())) {
            for (int i = 0; i < 100; i++) {
                session.getBasicRemote().sendText("message");
            }
            await().until(() -> endpoint.messages.get() == 100);
        } finally {
            executor.shutdown();
        }
        assertThat(endpoint.threads).containsOnly("lent");
    }

    @Test
    void reconnectReplacesTheConnectionOrTheWait() throws Exception {
        Recorder recorder = new Recorder();
        try (ResilientContainer container = Quick.container(recorder)
                        .retry(RetryPolicy.fixed(ofMinutes(10))) // nothing else ends that wait
                        .build();
                ResilientSession session = container.connectToServer(recorder, server.through(proxy.port(), "echo"))) {
            session.reconnect();
            await().until(() -> recorder.opened.get() == 2);
            assertThat(recorder.closeCodes()).containsExactly(1006);
            assertThat(recorder.closed.get(0).getReasonPhrase()).isEqualTo("reconnect() was called");
            assertThat(session.stats().retryCount()).isZero();
            proxy.proxy().refuse().onLive().reset();
            Quick.awaitState(session, SessionState.WAITING);
            proxy.proxy().reopen();
            session.reconnect();
            Quick.awaitState(session, SessionState.OPEN);
        }
    }

    /** Notices when it is called while it is being called. */
    @ClientEndpoint
    public static class Careful {
        final List<String> calls = new CopyOnWriteArrayList<>();
        final List<Integer> messages = new CopyOnWriteArrayList<>();
        final AtomicInteger overlaps = new AtomicInteger();
        private final AtomicBoolean inside = new AtomicBoolean();

        private void call(Runnable what) {
            if (!inside.compareAndSet(false, true)) {
                overlaps.incrementAndGet();
            }
            what.run();
            Thread.yield();
            inside.set(false);
        }

        @OnOpen
        public void open(Session session) {
            call(() -> calls.add("open"));
        }

        @OnMessage
        public void message(String text) {
            call(() -> messages.add(Integer.valueOf(text)));
        }

        @OnClose
        public void close(CloseReason reason) {
            call(() -> calls.add("close"));
        }

        @OnRetry
        public void retry(RetryScheduled event) {
            call(() -> calls.add("retry"));
        }

        @OnStateChange
        public void state(StateChanged event) {
            call(() -> calls.add(event.to().toString()));
        }
    }

    /** Throws from every callback. */
    @ClientEndpoint
    public static class Failing {
        final List<String> errors = new CopyOnWriteArrayList<>();

        @OnOpen
        public void open(Session session) {
            throw new IllegalStateException("open");
        }

        @OnMessage
        public void message(String text) {
            throw new IllegalStateException(text);
        }

        @OnClose
        public void close(CloseReason reason) {
            throw new IllegalStateException("close");
        }

        @OnError
        public void error(Throwable failure) {
            errors.add(failure.getMessage());
        }
    }

    /** Remembers on which threads it is called. */
    @ClientEndpoint
    public static class Placed implements SessionListener {

        final Set<String> threads = ConcurrentHashMap.newKeySet();
        final AtomicInteger messages = new AtomicInteger();

        @OnOpen
        public void open() {
            threads.add(Thread.currentThread().getName());
        }

        @OnMessage
        public void message(String text) {
            threads.add(Thread.currentThread().getName());
            messages.incrementAndGet();
        }

        @OnClose
        public void close() {
            threads.add(Thread.currentThread().getName());
        }

        @Override
        public void onEvent(SessionEvent event) {
            threads.add(Thread.currentThread().getName());
        }
    }
}
