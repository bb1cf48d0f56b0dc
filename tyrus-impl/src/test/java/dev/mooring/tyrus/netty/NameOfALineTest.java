package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.core.Names;
import dev.mooring.tyrus.core.TyrusLink;
import dev.mooring.tyrus.core.TyrusLinks;
import dev.mooring.tyrus.transport.ConnectRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NameOfALineTest {

    private final CountDownLatch answers = new CountDownLatch(1);
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        asked.add(host);
        try {
            answers.await();
        } catch (InterruptedException e) {
            throw new UnknownHostException(host);
        }
        return new InetAddress[] {InetAddress.getByAddress(new byte[] {127, 0, 0, 1})};
    }

    @Test
    void anAttemptThatIsAbortedWaitsForNoName() throws Exception {
        Recorder recorder = new Recorder();
        try (Names names = new Names("names-test", this::lookUp);
                Loops loops = new Loops("names-test", Runnable::run)) {
            for (int i = 0; i < Names.THREADS; i++) {
                names.resolve("slow" + i + ".example");
                asked.poll(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS); // now it hangs
            }
            ConnectRequest request = TransportFixture.request(URI.create("ws://gone.example/"));
            Handover handover = loops.next();
            Delivery delivery = new Delivery(recorder, handover);
            TyrusLink link = new TyrusLinks().prepare(request, delivery);
            Line line = new Line(new SessionLayer(link, true), delivery, handover, loops.tls());
            CountDownLatch over = new CountDownLatch(1);
            line.open(request, names, link.upgradeRequest(), over::countDown);
            line.abort();
            assertThat(over.await(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            var last = names.resolve("last.example");
            answers.countDown();
            last.get(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(asked).containsExactly("last.example");
        }
        assertThat(recorder.heard).as("nobody asked").isEmpty();
    }
}
