package dev.mooring.tyrus.netty;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tyrus's own client on our Netty, and a server that does what the test tells it. */
abstract class ClientFixture {

    final ClientManager client = ClientManager.createClient(NettyClientContainer.class.getName());
    final Heard heard = new Heard();
    ServerSocket server = TransportFixture.unbound();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void listen() throws IOException {
        // else Tyrus starts a timer for each session, on an executor that it ends when no other session is left
        client.setDefaultMaxSessionIdleTimeout(-1);
        property(ClientProperties.SHARED_CONTAINER_IDLE_TIMEOUT, 0); // or the threads of each test stay for a while
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        client.shutdown();
        threads.shutdownNow();
    }

    void property(String name, Object value) {
        client.getProperties().put(name, value);
    }

    Future<Session> connecting() {
        return connecting(Peer.uri(server));
    }

    Future<Session> connecting(URI uri) {
        return connecting(() -> client.connectToServer(
                heard, ClientEndpointConfig.Builder.create().build(), uri));
    }

    /** On a thread of our own: that of Tyrus's asynchronous form may be gone when the connection before has just ended. */
    Future<Session> connecting(Callable<Session> attempt) {
        return threads.submit(attempt);
    }

    static <T> T result(Future<T> future) throws Exception {
        return future.get(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** How an attempt fails. */
    static Throwable failure(Future<Session> future) throws Exception {
        try {
            throw new AssertionError("connected: " + result(future));
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    /** Remembers what an application hears, and on which thread. */
    static final class Heard extends Endpoint {
        final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        final BlockingQueue<CloseReason> closes = new LinkedBlockingQueue<>();
        final BlockingQueue<String> threads = new LinkedBlockingQueue<>();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            threads.add(Thread.currentThread().getName());
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> {
                threads.add(Thread.currentThread().getName());
                texts.add(text);
            });
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            threads.add(Thread.currentThread().getName());
            closes.add(reason);
        }

        static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
            T next = queue.poll(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing was heard");
            }
            return next;
        }
    }
}
