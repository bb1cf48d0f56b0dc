package dev.mooring.tyrus.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
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

    private static final int PATIENCE_SECONDS = 10;

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
        return found.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
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
            asked.poll(PATIENCE_SECONDS, TimeUnit.SECONDS); // now it hangs
        }
    }

    @Test
    void whatNobodyWaitsForIsNotLookedUp() throws Exception {
        hangAll();
        names.resolve("gone.example").cancel(false);
        CompletableFuture<List<InetAddress>> last = names.resolve("last.example");
        answers.countDown();
        result(last);
        assertThat(asked).containsExactly("last.example");
    }

    @Test
    void anAddressIsNoNameToLookUp() throws Exception {
        for (String address : List.of("127.0.0.1", "255.249.10.0", "::1", "[::1]", "[fe80::1]")) {
            CompletableFuture<List<InetAddress>> found = names.resolve(address);
            assertThat(found).as(address).isDone();
            assertThat(result(found)).hasSize(1);
        }
        assertThat(asked).isEmpty();
        for (String name : List.of(
                "256.0.0.1", "1.2.3", "1.2.3.4.", "1.2.3.4.5", "1.example", "proxy.example:3128", "::1.example")) {
            result(names.resolve(name));
            assertThat(asked.poll()).isEqualTo(name);
        }
    }
}
