package dev.mooring.tyrus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import javax.net.ServerSocketFactory;

/** A server that answers byte for byte what a test wants: statuses, close codes, and nothing at all. */
final class RawServer implements AutoCloseable {

    /** What the server does with a connection; the socket is closed when it returns. */
    interface Script {
        void serve(RawPeer peer) throws IOException;
    }

    final List<RawPeer> peers = new CopyOnWriteArrayList<>();
    private final ServerSocket listening;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Script script;
    private volatile boolean remembers = true;

    private RawServer(ServerSocketFactory factory, Script script) throws IOException {
        this.script = script;
        listening = factory.createServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
        start(this::acceptAll);
    }

    static RawServer of(Script script) throws IOException {
        return new RawServer(ServerSocketFactory.getDefault(), script);
    }

    static RawServer of(ServerSocketFactory factory, Script script) throws IOException {
        return new RawServer(factory, script);
    }

    /** Answers the n-th upgrade request, from 1, with these lines of HTTP, or with an upgrade if that is empty. */
    static RawServer answering(IntFunction<String> response) throws IOException {
        return of(peer -> {
            peer.readRequest();
            String answer = response.apply(peer.number());
            if (answer.isEmpty()) {
                peer.upgrade();
                peer.readUntilEnd();
            } else {
                peer.answer(answer);
            }
        });
    }

    /** Upgrades and keeps no trace: for very many connections. */
    static RawServer quiet() throws IOException {
        RawServer server = answering(n -> "");
        server.remembers = false;
        return server;
    }

    int port() {
        return listening.getLocalPort();
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + port() + "/raw");
    }

    int accepted() {
        return peers.size();
    }

    /** Connections whose script still runs. */
    int live() {
        return sockets.size();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                sockets.add(socket);
                RawPeer peer = new RawPeer(socket, numbers.incrementAndGet());
                if (remembers) {
                    peers.add(peer);
                }
                start(() -> serve(peer, socket));
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(RawPeer peer, Socket socket) {
        try (socket) {
            script.serve(peer);
        } catch (IOException e) {
            peer.failure = e; // the client went away, which is often what the test is about
        } finally {
            sockets.remove(socket);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }
}
