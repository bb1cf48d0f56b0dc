package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A peer that does not answer our close frame is left after a while: by all transports at once, as that while is long. */
class UnansweredCloseTest {

    private final ExecutorService executor = Executors.newFixedThreadPool(4);
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        executor.shutdownNow();
    }

    @Test
    void theConnectionEndsThoughThePeerEndsNothing() throws Exception {
        List<Peer> peers = new ArrayList<>();
        for (Carrier carrier : Carrier.values()) {
            peers.add(brokenOff(carrier));
        }
        for (Peer peer : peers) {
            assertThat(peer.frame().closeCode()).isEqualTo(1002);
            assertThat(peer.in.read()).as("the end of the stream").isEqualTo(-1);
        }
    }

    /** The peer of a connection that has ended for us, as it broke the protocol. */
    private Peer brokenOff(Carrier carrier) throws IOException, InterruptedException {
        Recorder recorder = new Recorder();
        Transport transport = carrier.start(executor);
        opened.add(transport);
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            transport.open(TransportFixture.request(Peer.uri(server)), recorder);
            Peer peer = Peer.accept(server).upgrade();
            opened.add(peer);
            recorder.connection();
            peer.send(Frame.of(0xC1, "rsv"));
            assertThat(recorder.next(Recorder.Ended.class).failure().closeCode())
                    .isEqualTo(1002);
            return peer;
        }
    }
}
