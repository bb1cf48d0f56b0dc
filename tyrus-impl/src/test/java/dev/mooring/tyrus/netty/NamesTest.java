package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.core.TyrusLink;
import dev.mooring.tyrus.core.TyrusLinks;
import dev.mooring.tyrus.transport.ConnectRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NamesTest {

    private final CountDownLatch answers = new CountDownLatch(1);
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final Names names = new Names("names-test", this::lookUp);

    @AfterEach
    void stop() {
        names.close();
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        asked.add(host);
        try {
            if (host.startsWith("slow")) {
                answers.await();
            }
        } catch (InterruptedException e) {
            throw new UnknownHostException(host);
        }
        return new InetAddress[] {InetAddress.getByAddress(new byte[] {127, 0, 0, 1})};
    }

    private static List<InetAddress> result(CompletableFuture<List<InetAddress>> found) throws Exception {
        return found.get(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void namesWhoseLookupHangsHoldUpNoOther() throws Exception {
        CompletableFuture<List<InetAddress>> slow = names.resolve("slow1.example");
        names.resolve("slow2.example");
        assertThat(result(names.resolve("quick.example"))).hasSize(1);
        assertThat(slow).isNotDone();
        answers.countDown();
        assertThat(result(slow)).hasSize(1);
    }

    private void hangAll() throws InterruptedException {
        for (int i = 0; i < Names.THREADS; i++) {
            names.resolve("slow" + i + ".example");
            asked.poll(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS); // now it hangs
        }
    }

    private void onlyTheLastIsLookedUp() throws Exception {
        CompletableFuture<List<InetAddress>> last = names.resolve("last.example");
        answers.countDown();
        result(last);
        assertThat(asked).containsExactly("last.example");
    }

    @Test
    void whatNobodyWaitsForIsNotLookedUp() throws Exception {
        hangAll();
        names.resolve("gone.example").cancel(false);
        onlyTheLastIsLookedUp();
    }

    @Test
    void anAttemptThatIsAbortedWaitsForNoName() throws Exception {
        hangAll();
        Recorder recorder = new Recorder();
        try (Loops loops = new Loops("names-test", Runnable::run)) {
            ConnectRequest request = TransportFixture.request(URI.create("ws://gone.example/"));
            Handover handover = loops.next();
            Delivery delivery = new Delivery(recorder, handover);
            TyrusLink link = new TyrusLinks().prepare(request, delivery);
            Line line = new Line(new SessionLayer(link, true), delivery, handover, loops.tls());
            CountDownLatch over = new CountDownLatch(1);
            line.open(request, names, link.upgradeRequest(), over::countDown);
            line.abort();
            assertThat(over.await(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            onlyTheLastIsLookedUp();
        }
        assertThat(recorder.heard).as("nobody asked").isEmpty();
    }
}
