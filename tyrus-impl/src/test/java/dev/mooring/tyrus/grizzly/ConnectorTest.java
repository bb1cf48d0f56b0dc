package dev.mooring.tyrus.grizzly;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.core.TyrusLink;
import dev.mooring.tyrus.core.TyrusLinks;
import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.websocket.Failure;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.nio.NIOChannelDistributor;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The addresses of a host, of which not all answer. */
class ConnectorTest {

    private static final int PATIENCE_SECONDS = 10;
    private static final int FULL = 64;

    private final TCPNIOTransport transport =
            TCPNIOTransportBuilder.newInstance().build();
    private final Lingering timer = new Lingering("connector-test");
    private final Heard heard = new Heard();
    private final ConnectRequest request = Heard.request(URI.create("ws://many.example/"));
    private final TyrusLinks links = new TyrusLinks();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        transport.start();
    }

    @AfterEach
    void stop() throws Exception {
        timer.close();
        transport.shutdownNow();
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private ServerSocket server(int backlog) throws IOException {
        ServerSocket server = new ServerSocket(0, backlog, InetAddress.getByName("127.0.0.1"));
        server.setSoTimeout(1000 * PATIENCE_SECONDS);
        opened.add(server);
        return server;
    }

    private InetSocketAddress silent() throws Exception {
        ServerSocket server = server(1);
        fill(server);
        return of(server);
    }

    /** Has it answer no SYN any more, for nobody accepts what it has already; returns how many that are. */
    private int fill(ServerSocket server) throws IOException {
        for (int filling = 0; filling < FULL; filling++) {
            SocketChannel next = SocketChannel.open();
            opened.add(next);
            next.configureBlocking(false);
            if (!next.connect(server.getLocalSocketAddress()) && !isAnswered(next)) {
                next.close();
                return filling;
            }
        }
        throw new IllegalStateException("it takes more than " + FULL);
    }

    /** In half a second, which is less than it takes until a SYN is sent again. */
    private static boolean isAnswered(SocketChannel channel) throws IOException {
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_CONNECT);
            return selector.select(500) > 0 && channel.finishConnect();
        }
    }

    private TyrusLink connect(InetSocketAddress... addresses) throws Exception {
        TyrusLink link = link();
        connector(link, addresses).start();
        return link;
    }

    private TyrusLink link() throws Exception {
        return links.prepare(request, heard);
    }

    private Connector connector(TyrusLink link, InetSocketAddress... addresses) {
        UpgradeRequest upgrade = link.upgradeRequest();
        return new Connector(
                transport,
                request,
                link,
                new ArrayDeque<>(List.of(addresses)),
                () -> new UpgradeFilter(link, upgrade, links.keys(), true, timer),
                timer);
    }

    private static InetSocketAddress of(ServerSocket server) {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** Of a socket that does not listen: nobody else may have its port meanwhile. */
    private InetSocketAddress refusing() throws IOException {
        Socket silent = new Socket();
        opened.add(silent);
        silent.bind(new InetSocketAddress("127.0.0.1", 0));
        return (InetSocketAddress) silent.getLocalSocketAddress();
    }

    /** Accepts a connection, and takes what is sent on it for an upgrade. */
    private Socket asked(ServerSocket server) throws IOException {
        Socket socket = server.accept();
        opened.add(socket);
        socket.setSoTimeout(1000 * PATIENCE_SECONDS);
        assertThat(new String(socket.getInputStream().readNBytes(5), US_ASCII)).isEqualTo("GET /");
        return socket;
    }

    @Test
    void oneThatDoesNotAnswerIsNotWaitedFor() throws Exception {
        ServerSocket server = server(50);
        connect(silent(), silent(), of(server));
        Socket socket = asked(server);
        socket.getOutputStream().write("HTTP/1.1 404 Not here\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII));
        Failure failure = heard.ended.get(PATIENCE_SECONDS, SECONDS);
        assertThat(failure.httpStatus()).isEqualTo(404);
    }

    @Test
    void theOthersAreGivenUpForTheFirstThatDoes() throws Exception {
        ServerSocket slow = server(1);
        int filling = fill(slow);
        ServerSocket server = server(50);
        connect(of(slow), of(server));
        asked(server);
        for (int i = 0; i < filling; i++) {
            slow.accept().close();
        }
        slow.setSoTimeout(1_500); // a SYN that was dropped is sent again after a second
        assertIsLeftAlone(slow);
        assertThat(heard.ended).as("the end of the others is none").isNotDone();
    }

    /** Nobody comes any more, or who does leaves again. */
    private static void assertIsLeftAlone(ServerSocket server) throws IOException {
        Socket late;
        try {
            late = server.accept();
        } catch (SocketTimeoutException e) {
            return;
        }
        try (late) {
            late.setSoTimeout(1000 * PATIENCE_SECONDS);
            late.getInputStream().readAllBytes(); // to its end
        }
    }

    @Test
    void oneThatRefusesIsLeftAtOnce() throws Exception {
        ServerSocket server = server(50);
        connect(refusing(), refusing(), of(server));
        asked(server);
    }

    @Test
    void whereAllRefuseTheAttemptFails() throws Exception {
        connect(refusing(), refusing());
        assertThat(heard.ended.get(PATIENCE_SECONDS, SECONDS).kind()).isEqualTo(Failure.Kind.REFUSED);
    }

    @Test
    void anAbortedAttemptTriesNoOther() throws Exception {
        ServerSocket server = server(50);
        TyrusLink link = connect(silent(), of(server));
        link.abort();
        server.setSoTimeout((int) (4 * Connector.STAGGER_MILLIS));
        assertIsLeftAlone(server);
    }

    @Test
    void anAbortEndsTheOneThatWon() throws Exception {
        ServerSocket server = server(50);
        TyrusLink link = connect(silent(), of(server));
        Socket socket = asked(server);
        link.abort();
        socket.getInputStream().readAllBytes(); // to its end
    }

    @Test
    void aWinnerIsNotEndedByTheOneThatBeganToConnectIt() throws Exception {
        ServerSocket server = server(50);
        TyrusLink link = link();
        Connector connector = connector(link, of(server));
        CompletableFuture<Connection<?>> winner = new CompletableFuture<>();
        registering(connection -> {
            Entrant entrant = (Entrant) ((FilterChain) connection.getProcessor()).get(1);
            assertThat(connector.wins(entrant, connection)).isTrue(); // by the selector, which may be that quick
            winner.complete(connection);
            FilterChainContext ctx = FilterChainContext.create(connection);
            assertThat(entrant.handleClose(ctx)).as("its end is told").isSameAs(ctx.getInvokeAction());
        });
        connector.start();
        assertThat(winner.join().isOpen()).isTrue();
        link.abort();
        assertThat(winner.join().isOpen()).isFalse();
    }

    /** Does this with a connection instead of giving it to the selector. */
    private void registering(Consumer<Connection<?>> instead) {
        transport.setNIOChannelDistributor((NIOChannelDistributor) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {NIOChannelDistributor.class},
                (proxy, method, arguments) -> {
                    instead.accept((Connection<?>) arguments[2]);
                    return null;
                }));
    }
}
