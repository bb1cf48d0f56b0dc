package dev.mooring.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.policy.SlowConsumer;
import dev.mooring.server.topic.Outbound;
import dev.mooring.websocket.SendOptions;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who writes when: messages and control frames, the thread of a completion and the workers. */
class OutgoingTurnsTest extends OutgoingFixture {

    private static final int TURN = 64;

    @Test
    void aContainerThatCompletesAtOnceDoesNotMakeItRecurse() {
        send("first");
        for (int i = 0; i < 50_000; i++) {
            send(outgoing, "m", SendOptions.conflateBy("k" + i % 5));
        }
        immediate = true;
        complete(new SendResult());
        assertThat(written).hasSize(6);

        Outgoing large = outgoing(SlowConsumer.disconnectAfter(1L << 30));
        immediate = false;
        send(large, "x", SendOptions.NONE);
        for (int i = 0; i < 100_000; i++) {
            send(large, "y", SendOptions.NONE);
        }
        immediate = true;
        complete(new SendResult());
        workOff();
        assertThat(written).hasSize(6 + 100_001);
    }

    /** Else the thread that reads for many connections, or all workers, could be taken by who sends without end. */
    @Test
    void aQueueThatIsNeverEmptyGoesOnByTurns() {
        List<String> sent = new ArrayList<>(List.of("first"));
        send("first");
        SendHandler again = new SendHandler() {
            @Override
            public void onResult(SendResult result) {
                if (sent.size() < 1000) {
                    sent.add("m" + sent.size());
                    outgoing.send(Outbound.text(sent.get(sent.size() - 1), SendOptions.NONE), this);
                }
            }
        };
        for (int i = 0; i < 3; i++) {
            again.onResult(Transfer.OK); // so that two always wait
        }
        immediate = true;
        complete(new SendResult());
        assertThat(written).as("by the thread of the completion").hasSize(1 + TURN);
        assertThat(workers).hasSize(1);
        work();
        assertThat(written).as("by the first worker").hasSize(1 + 2 * TURN);
        workOff();
        assertThat(written).hasSize(1000).isEqualTo(sent);
    }

    /** As Jetty does: each write is told of by the thread that wrote, within a loop that the next write keeps going. */
    @Test
    void aThreadThatIsToldOfEachWriteAfterItHasBegunTheNextIsLetGoToo() {
        for (int i = 0; i < 3 * TURN; i++) {
            send("m" + i);
        }
        for (int i = 0; i < TURN; i++) {
            complete(new SendResult());
        }
        assertThat(written).hasSize(1 + TURN);
        assertThat(workers).isEmpty();
        complete(new SendResult());
        assertThat(written).as("nothing more by this thread").hasSize(1 + TURN);
        assertThat(workers).hasSize(1);
        work();
        assertThat(written).as("a worker goes on").hasSize(2 + TURN);
    }

    @Test
    void pingsGoAheadOfMessagesAndNeverIntoOne() {
        send("a");
        send("b");
        outgoing.control(Control.Kind.PING, ByteBuffer.allocate(0));
        assertThat(workers).isEmpty();
        complete(new SendResult());
        work();
        assertThat(written).containsExactly("a", "<ping>", "b");
    }

    @Test
    void messagesGoOnUntilTheWorkerComesForAControl() {
        outgoing.control(Control.Kind.PONG, ByteBuffer.allocate(0));
        send("a");
        complete(new SendResult());
        send("b");
        assertThat(written).containsExactly("a", "b");
        work();
        assertThat(written).as("not amid a message").containsExactly("a", "b");
        send("c");
        complete(new SendResult());
        work();
        complete(new SendResult());
        assertThat(written).as("the second time it need not be lucky").containsExactly("a", "b", "<pong>", "c");
        assertThat(workers).isEmpty();
    }

    @Test
    void aPongThatNeverBlocksGoesAtOnceUnlessAMessageIsBeingWritten() {
        pongsNeverBlock = true;
        outgoing.control(Control.Kind.PONG, ByteBuffer.allocate(0));
        assertThat(written).containsExactly("<pong>");
        outgoing.control(Control.Kind.PING, ByteBuffer.allocate(0));
        assertThat(workers).as("of pings nothing is known").hasSize(1);
        work();
        send("a");
        outgoing.control(Control.Kind.PONG, ByteBuffer.allocate(0));
        complete(new SendResult());
        assertThat(written).as("not in the completion").containsExactly("<pong>", "<ping>", "a");
        work();
        assertThat(written).containsExactly("<pong>", "<ping>", "a", "<pong>");
    }

    @Test
    void controlsThatKeepComingDoNotStarveMessages() {
        send("a");
        send("b");
        send("c");
        outgoing.control(Control.Kind.PONG, ByteBuffer.allocate(0));
        complete(new SendResult());
        outgoing.control(Control.Kind.PONG, ByteBuffer.allocate(0));
        work();
        outgoing.control(Control.Kind.PONG, ByteBuffer.allocate(0));
        complete(new SendResult());
        work();
        complete(new SendResult());
        work();
        assertThat(written).containsExactly("a", "<pong>", "b", "<pong>", "c", "<pong>");
    }

    @Test
    void aCloseGoesBehindTheQueueAndNothingIsTakenAfterIt() {
        send("a");
        send("b");
        outgoing.closeAfterQueue(new CloseReason(CloseCodes.NORMAL_CLOSURE, ""));
        send("late");
        complete(new SendResult());
        complete(new SendResult());
        work();
        assertThat(written).containsExactly("a", "b", "<close>");
        assertThat(results).containsExactly("late failed", "a ok", "b ok");
    }
}
