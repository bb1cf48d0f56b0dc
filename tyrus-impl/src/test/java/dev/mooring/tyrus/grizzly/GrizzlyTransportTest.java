package dev.mooring.tyrus.grizzly;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.core.Names;
import dev.mooring.tyrus.transport.Transport;
import dev.mooring.websocket.Failure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A name whose lookup hangs. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GrizzlyTransportTest {

    private static final int PATIENCE_SECONDS = 10;

    private final CountDownLatch answers = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final Heard heard = new Heard();
    private final GrizzlyTransport transport = new GrizzlyTransport("gt", true, new Names("gt", this::lookUp));

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        asked.countDown();
        try {
            answers.await();
        } catch (InterruptedException e) {
            throw new UnknownHostException(host);
        }
        if (host.startsWith("no-such")) {
            throw new UnknownHostException(host);
        }
        return new InetAddress[] {InetAddress.getByAddress(new byte[] {127, 0, 0, 1})};
    }

    @AfterEach
    void stop() {
        transport.close();
    }

    @Test
    void whoOpensDoesNotWaitForIt() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            transport.open(Heard.request(URI.create("ws://slow.example:" + server.getLocalPort() + "/")), heard);
            answers.countDown(); // only now
            server.setSoTimeout(1000 * PATIENCE_SECONDS);
            server.accept().close();
            assertThat(heard.ended.get(PATIENCE_SECONDS, SECONDS).kind()).isEqualTo(Failure.Kind.HANDSHAKE_BROKEN);
        }
    }

    @Test
    void anAbortEndsTheAttemptMeanwhile() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = server.getLocalPort();
            Transport.Opening attempt =
                    transport.open(Heard.request(URI.create("ws://slow.example:" + port + "/")), heard);
            asked.await();
            attempt.abort();
            answers.countDown();
            Heard next = new Heard();
            transport.open(Heard.request(URI.create("ws://other.example:" + port + "/next")), next);
            server.setSoTimeout(1000 * PATIENCE_SECONDS);
            try (var socket = server.accept()) {
                assertThat(new String(socket.getInputStream().readNBytes(9), US_ASCII))
                        .isEqualTo("GET /next");
            }
            assertThat(heard.ended).isNotDone();
        }
    }

    @Test
    void aNameThatDoesNotResolveFails() throws Exception {
        answers.countDown();
        transport.open(Heard.request(URI.create("ws://no-such.example/")), heard);
        Failure failure = heard.ended.get(PATIENCE_SECONDS, SECONDS);
        assertThat(failure.kind()).isEqualTo(Failure.Kind.DNS);
        assertThat(failure.detail()).contains("no-such.example");
    }
}
