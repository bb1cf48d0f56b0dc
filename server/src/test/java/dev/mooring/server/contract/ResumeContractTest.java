package dev.mooring.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.testing.RawClient;
import dev.mooring.server.topic.Topic;
import dev.mooring.websocket.delivery.Ack;
import dev.mooring.websocket.delivery.ResumeResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A client of the protocol of docs/delivery.md that does it right. */
class ResumeContractTest extends ResumeContract {

    @Test
    void whatTheClientHasNotReceivedIsSentAgainAndWhatTheServerHasIsNotAskedFor() throws Exception {
        ResumeResponse first;
        try (RawClient client = open("1")) {
            first = answer(client);
            assertThat(first.resumed()).isFalse();
            client.text("a");
            client.text("b");
            assertThat(client.readText()).isEqualTo("echo a");
            await().until(() -> HANDLED.size() == 2);
            lose(client);
        }
        try (RawClient client = open(resume(first, 1))) {
            ResumeResponse second = answer(client);
            assertThat(second.resumed()).isTrue();
            assertThat(second.id()).isEqualTo(first.id());
            assertThat(second.token()).isNotEqualTo(first.token());
            assertThat(second.received()).isEqualTo(2);
            assertThat(client.readText()).isEqualTo("echo b");
            client.text("c");
            assertThat(client.readText()).isEqualTo("echo c");
            client.close(1000);
        }
        assertThat(HANDLED).containsExactly("a", "b", "c");
    }

    @Test
    void whatIsSentAgainIsWhatWasInTheBufferOfABlockingSend() throws Exception {
        ResumeResponse first = countedAndLost();
        try (RawClient client = open(resume(first, 0))) {
            assertThat(answer(client).resumed()).isTrue();
            assertCounted(client);
            client.close(1000);
        }
    }

    @Test
    void whatIsSentWithoutAConnectionIsWhatWasInTheBufferOfABlockingSend() throws Exception {
        ResumeResponse first = countedAndLost();
        countInOneBuffer(COUNTING.get());
        try (RawClient client = open(resume(first, 3))) {
            assertThat(answer(client).resumed()).isTrue();
            assertCounted(client);
            client.close(1000);
        }
    }

    private ResumeResponse countedAndLost() throws Exception {
        try (RawClient client = open("1")) {
            ResumeResponse first = answer(client);
            client.text("count");
            assertCounted(client);
            lose(client);
            return first;
        }
    }

    private static void assertCounted(RawClient client) throws IOException {
        for (int i = 1; i <= 3; i++) {
            assertThat(ByteBuffer.wrap(client.readData().payload()).getInt()).isEqualTo(i);
        }
    }

    @Test
    void dataFramesHaveNotOneByteMoreThanTheApplicationWrote() throws Exception {
        try (RawClient client = open("1")) {
            client.text("a");
            RawClient.Frame frame = client.readData();
            assertThat(frame.opcode()).isEqualTo(RawClient.TEXT);
            assertThat(frame.last()).isTrue();
            assertThat(frame.text()).isEqualTo("echo a");
            client.close(1000);
        }
    }

    @Test
    void acknowledgementsCountWhatWasHandled() throws Exception {
        try (RawClient client = open("1")) {
            client.text("a");
            assertThat(readAck(client).processed()).isEqualTo(1);
            for (int i = 0; i < 100; i++) {
                client.text("m" + i);
            }
            long processed = 1;
            int acknowledgements = 0;
            while (processed < 101) {
                processed = readAck(client).processed();
                acknowledgements++;
            }
            assertThat(acknowledgements).isLessThanOrEqualTo(5);
            client.close(1000);
        }
    }

    @Test
    void resumptionIsVisibleAndTopicsAndPropertiesAreTheSessions() throws Exception {
        ResumeResponse first;
        try (RawClient client = open("1")) {
            first = answer(client);
            client.text("join");
            client.text("who");
            assertThat(client.readText()).isEqualTo("false kept");
            lose(client);
        }
        server().mooring().topics().topic("news").publish("while you were away");
        try (RawClient client = open(resume(first, 1))) {
            assertThat(client.readText()).isEqualTo("while you were away");
            client.text("who");
            assertThat(client.readText()).isEqualTo("true kept");
            client.close(1000);
        }
        await().until(() -> server().mooring().topics().topic("news").members().isEmpty());
    }

    @Test
    void membersOfBothKindsGetWhatIsPublishedToMany() throws Exception {
        List<RawClient> members = new ArrayList<>();
        try {
            for (int i = 0; i < 80; i++) { // so many are served in another way on Tomcat
                members.add(i % 8 == 0 ? open("1") : connect("/resume/1", "User: alice"));
                members.get(i).text("join");
            }
            Topic topic = server().mooring().topics().topic("news");
            await().untilAsserted(() -> assertThat(topic.members()).hasSize(members.size()));
            topic.publish("to all");
            topic.publish("and again");
            for (RawClient member : members) {
                assertThat(member.readText()).isEqualTo("to all");
                assertThat(member.readText()).isEqualTo("and again");
                member.close(1000);
            }
        } finally {
            for (RawClient member : members) {
                member.close();
            }
        }
    }

    @Test
    void aMessageWhoseHandlerRunsDuringTheResumeIsHandledOnceAndBeforeTheNext() throws Exception {
        HOLD.set(new CountDownLatch(1));
        ResumeResponse first;
        RawClient old = open("1");
        first = answer(old);
        old.text("hold");
        await().until(() -> HANDLED.contains("hold"));
        try (RawClient client = open(resume(first, 0))) {
            ResumeResponse second = answer(client);
            assertThat(second.received()).isEqualTo(1);
            assertThat(second.processed()).isZero();
            client.text("next");
            assertThat(HANDLED).containsExactly("hold");
            HOLD.get().countDown();
            assertThat(client.readText()).isEqualTo("echo next");
            client.close(1000);
        }
        assertThat(HANDLED).containsExactly("hold", "next");
        old.close();
    }

    @Test
    void aTakeoverFencesTheOldConnectionOff() throws Exception {
        RawClient old = open("1");
        ResumeResponse first = answer(old);
        try (RawClient client = open(resume(first, 0))) {
            assertThat(answer(client).resumed()).isTrue();
            client.text("new");
            assertThat(client.readText()).isEqualTo("echo new");
            old.text("late");
            assertThat(old.readCloseCode())
                    .as("taken over, or too late to open")
                    .isIn(4409, 1013, 1006);
            client.text("newer");
            assertThat(client.readText()).isEqualTo("echo newer");
            client.close(1000);
        }
        old.close();
        assertThat(HANDLED).containsExactly("new", "newer");
    }

    @Test
    void whoTakesOverTheOwnConnectionIsNotOneTooMany() throws Exception {
        RawClient old = open("1", "alice", "/single");
        ResumeResponse first = answer(old);
        old.text("one");
        assertThat(old.readText()).isEqualTo("alone with one");
        try (RawClient other = open("1", "alice", "/single");
                RawClient stranger =
                        open(resume(first, 1).replace(first.token(), "x".repeat(43)), "alice", "/single")) {
            assertThat(other.status()).isEqualTo(429);
            assertThat(stranger.status()).as("another's token").isEqualTo(429);
        }
        try (RawClient client = open(resume(first, 1), "alice", "/single")) {
            assertThat(client.status()).isEqualTo(101);
            assertThat(answer(client).resumed()).isTrue();
            client.text("two");
            assertThat(client.readText()).isEqualTo("alone with two");
            try (RawClient other = open("1", "alice", "/single")) {
                assertThat(other.status()).as("the place is still taken").isEqualTo(429);
            }
            client.close(1000);
        }
        old.close();
        await().until(() -> {
            try (RawClient again = open("1", "alice", "/single")) {
                again.close(1000);
                return again.status() == 101;
            }
        });
    }

    @Test
    void whoAuthenticatesLaterHasOneMoreOnlyWhileTheOwnConnectionIsTakenOver() throws Exception {
        ResumeResponse lost;
        try (RawClient client = openLater("1")) {
            assertThat(client.readText()).isEqualTo("welcome");
            lost = answer(client);
            lose(client);
        }
        ResumeResponse present;
        try (RawClient other = openLater("1")) {
            assertThat(other.readText()).isEqualTo("welcome");
            present = answer(other);
            try (RawClient client = openLater(resume(lost, 0))) {
                lost = answer(client);
                assertThat(lost.resumed()).isTrue();
                assertThat(client.readCloseCode())
                        .as("no connection is taken over")
                        .isEqualTo(1008);
            }
            try (RawClient client = openLater(resume(present, 0))) {
                assertThat(client.readText()).isEqualTo("welcome");
                assertThat(other.readCloseCode()).isEqualTo(4409);
                client.close(1000);
            }
        }
        awaitQuiet();
        try (RawClient client = openLater(resume(lost, 0))) {
            assertThat(answer(client).resumed()).isTrue();
            assertThat(client.readText()).as("there is room again").isEqualTo("welcome");
            client.close(1000);
            assertThat(client.readCloseCode()).isEqualTo(1000);
        }
    }

    private RawClient openLater(String header) throws IOException {
        RawClient client = open(header, "nobody", "/single/later");
        client.text("alice");
        return client;
    }

    /** The client has a moment to acknowledge: again, if this machine was too slow for that. */
    @Test
    void whatWasSentAndHandledBeforeACloseIsSettledBeforeTheCloseFrame() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            forget();
            isSettledBeforeTheCloseFrame();
        });
    }

    private void isSettledBeforeTheCloseFrame() throws Exception {
        try (RawClient client = open("1")) {
            client.text("bye");
            for (int i = 1; i <= 20; i++) {
                assertThat(client.readText()).isEqualTo("last " + i);
            }
            client.text("too late to be handled");
            acknowledge(client, 20, 1);
            Ack last = null;
            RawClient.Frame frame = client.read();
            for (; frame.opcode() == RawClient.PONG; frame = client.read()) {
                last = Ack.read(ByteBuffer.wrap(frame.payload()));
            }
            assertThat(last).isEqualTo(new Ack(1, 20));
            assertThat(frame.closeCode()).isEqualTo(1012);
        }
        assertThat(HANDLED).containsExactly("bye", "bye, after the close");
        assertThat(ENDS).hasSize(20).containsOnly(true);
    }

    @Test
    void aClientThatAcknowledgesNothingDoesNotKeepTheCloseBack() throws Exception {
        try (RawClient client = open("1")) {
            client.text("bye");
            assertThat(client.readCloseCode()).isEqualTo(1012);
        }
        assertThat(ENDS).isEmpty(); // the session waits for the next connection
        awaitExpiry();
        await().untilAsserted(() -> assertThat(ENDS).hasSize(20).containsOnly(false));
    }

    @Test
    void aCleanCloseLeavesNothing() throws Exception {
        try (RawClient client = open("1")) {
            client.text("a");
            assertThat(client.readText()).isEqualTo("echo a");
            assertThat(store().sessions()).isEqualTo(1);
            assertThat(store().bytes()).isPositive();
            client.close(1000);
            await().until(() -> store().sessions() == 0);
        }
    }
}
