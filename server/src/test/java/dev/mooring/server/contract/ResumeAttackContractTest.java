package dev.mooring.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.testing.RawClient;
import dev.mooring.websocket.delivery.Ack;
import dev.mooring.websocket.delivery.ResumeRequest;
import dev.mooring.websocket.delivery.ResumeResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Clients of the protocol of docs/delivery.md that do it wrong, or badly. */
class ResumeAttackContractTest extends ResumeContract {

    private static final String KILOBYTES = "x".repeat(32 << 10);
    private static final int FLOOD = 3000; // 96 MB, of 256 that this process has

    @Test
    void ofTwoThatRaceWithOneTokenTheLastHasTheSessionAndTheOthersTokenIsUsedUp() throws Exception {
        ResumeResponse first;
        try (RawClient client = open("1")) {
            first = answer(client);
            lose(client);
        }
        RawClient one = open(resume(first, 0));
        ResumeResponse ones = answer(one);
        assertThat(ones.resumed()).isTrue();
        try (RawClient two = open(resume(first, 0))) {
            assertThat(answer(two).resumed()).isTrue();
            two.text("mine");
            assertThat(two.readText()).isEqualTo("echo mine");
            assertThat(one.readCloseCode())
                    .as("taken over, or too late to open")
                    .isIn(4409, 1013);
            assertRefused(resume(ones, 0), "alice", "/resume/1", "token");
            assertRefused(resume(first, 0), "alice", "/resume/1", "token");
            two.close(1000);
        }
        one.close();
        assertThat(HANDLED).containsExactly("mine");
    }

    @Test
    void nobodyResumesASessionThatIsNotTheirs() throws Exception {
        ResumeResponse first;
        try (RawClient client = open("1", "alice", "/resume/1")) {
            first = answer(client);
            client.text("a");
            assertThat(client.readText()).isEqualTo("echo a");
            lose(client);
        }
        assertRefused(resume(first, 0), "mallory", "/resume/1", "owner");
        assertRefused(resume(first, 0), "alice", "/resume/2", "owner");
        assertRefused(resume(first, 2), "alice", "/resume/1", "count");
        assertRefused(resume(first, Long.MAX_VALUE), "alice", "/resume/1", "count");
        assertRefused(new ResumeRequest(first.id(), "f".repeat(43), 0, 0).format(), "alice", "/resume/1", "token");
        assertRefused(new ResumeRequest("nosuch", first.token(), 0, 0).format(), "alice", "/resume/1", "unknown");
        try (RawClient client = open(resume(first, 0), "alice", "/resume/1")) { // and none of them has harmed it
            assertThat(answer(client).resumed()).isTrue();
            assertThat(client.readText()).isEqualTo("echo a");
            client.close(1000);
        }
    }

    @Test
    void malformedCountsAreNoHandshake() throws Exception {
        for (String count : List.of("-1", "9223372036854775808", "1x", "")) {
            String header = "1;id=a;token=" + "t".repeat(43) + ";done=0;got=" + count;
            try (RawClient client = open(header)) {
                assertThat(client.status()).as(count).isEqualTo(400);
            }
        }
    }

    @Test
    void anAcknowledgementOfWhatWasNeverSentEndsTheConnection() throws Exception {
        try (RawClient client = open("1")) {
            acknowledge(client, 1, 0);
            assertThat(client.readCloseCode()).isEqualTo(4002);
        }
        try (RawClient client = open("1")) {
            client.frame(RawClient.PONG, true, new Ack(-1, 0).payload().array());
            assertThat(client.readCloseCode()).isEqualTo(4002);
        }
    }

    @Test
    void messagesThatWereSentAndDidNotArriveEndTheConnection() throws Exception {
        try (RawClient client = open("1")) {
            client.text("a");
            acknowledge(client, 0, 2);
            assertThat(client.readCloseCode()).isEqualTo(4002);
        }
    }

    @Test
    void aWindowThatIsOverEndsTheSession() throws Exception {
        ResumeResponse first;
        try (RawClient client = open("1", "alice", "/brief")) {
            first = answer(client);
            lose(client);
        }
        await().until(() -> store().sessions() == 0);
        assertRefused(resume(first, 0), "alice", "/brief", "expired");
    }

    @Test
    void whoNeverAcknowledgesIsEndedAtTheBoundAndToldSo() throws Exception {
        ResumeResponse first;
        long slow = binding("/resume/{room}").counts().snapshot().get("slow");
        try (RawClient client = open("1")) {
            first = answer(client);
            client.text("flood");
            assertThat(client.readCloseCode()).isEqualTo(1013);
        }
        await().untilAsserted(() ->
                assertThat(binding("/resume/{room}").counts().snapshot()).containsEntry("slow", slow + 1));
        assertThat(store().bytes()).isZero();
        assertRefused(resume(first, 0), "alice", "/resume/1", "overflow");
    }

    @Test
    void peersThatReadNothingDelayNobodysAcknowledgements() throws Exception {
        List<RawClient> deaf = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                RawClient client = connectDeaf("/resume/1", "User: deaf", ResumeRequest.HEADER + ": 1");
                deaf.add(client);
                for (int n = 0; n < 40; n++) {
                    client.text("z".repeat(20_000)); // its echo fills what the network takes, then the line
                }
            }
            try (RawClient client = open("1")) {
                client.timeout(8_000); // the deaf ones' send timeout is ten seconds
                client.text("a");
                assertThat(readAck(client).processed()).isEqualTo(1);
                client.close(1000);
            }
        } finally {
            for (RawClient client : deaf) {
                client.close();
            }
        }
    }

    /** The handler runs on a thread of the connection before, so that nothing but us keeps the container from reading on. */
    @Test
    void aFloodBehindAHandlerThatHangsIsNotReadOn() throws Exception {
        HOLD.set(new CountDownLatch(1));
        RawClient old = open("1");
        ResumeResponse first = answer(old);
        old.text("hold");
        await().until(() -> HANDLED.contains("hold"));
        AtomicInteger written = new AtomicInteger();
        try (RawClient client = open(resume(first, 0))) {
            Thread flood = new Thread(() -> {
                try {
                    while (written.get() < FLOOD) {
                        client.text("quiet" + KILOBYTES);
                        written.incrementAndGet();
                    }
                } catch (IOException e) {
                    return; // the test is over
                }
            });
            flood.setDaemon(true);
            flood.start();
            int[] before = {-1};
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(700))
                    .until(() -> before[0] == (before[0] = written.get()));
            assertThat(written.get()).as("messages of 32 KB that it could send").isLessThan(FLOOD);
            assertThat(HANDLED).containsExactly("hold");
        }
        HOLD.get().countDown();
        old.close();
        awaitQuiet(); // or what is handled late is found by the next test
    }
}
