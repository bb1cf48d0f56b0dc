package dev.mooring.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.policy.SlowConsumer;
import dev.mooring.server.topic.Outbound;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.SendOptions;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What becomes of the messages of one session. */
class OutgoingTest extends OutgoingFixture {

    @Test
    void oneMessageIsWrittenAtATimeInOrder() {
        send("a");
        send("b");
        send("c");
        assertThat(written).containsExactly("a");
        complete(new SendResult());
        complete(new SendResult());
        complete(new SendResult());
        assertThat(written).containsExactly("a", "b", "c");
        assertThat(results).containsExactly("a ok", "b ok", "c ok");
    }

    @Test
    void aFailedMessageFailsAloneAndTheNextIsTried() {
        send("a");
        send("b");
        complete(new SendResult(new IOException("told to")));
        complete(new SendResult());
        assertThat(results).containsExactly("a failed", "b ok");
    }

    @Test
    void aConnectionThatFailsAMessageIsToldOnce() {
        assertThat(outgoing.takeFailure()).isFalse();
        send("a");
        complete(new SendResult(new IOException("told to")));
        assertThat(outgoing.takeFailure()).as("with a transfer").isTrue();
        assertThat(outgoing.takeFailure()).as("once").isFalse();
        outgoing.send(Outbound.text("b", SendOptions.NONE), Transfer.NOBODY);
        complete(new SendResult(new IOException("told to")));
        assertThat(outgoing.takeFailure()).as("without").isTrue();
        send("stuck");
        complete(new SendResult(new IllegalStateException("amid another message")));
        assertThat(outgoing.takeFailure()).as("in no state to write").isTrue();
        send("c");
        complete(new SendResult(new IllegalArgumentException("the message's own fault")));
        send("d");
        complete(new SendResult());
        assertThat(outgoing.takeFailure()).isFalse();
    }

    @Test
    void aFullQueueAsksForDisconnection() {
        send("a");
        for (int i = 0; i < 10 && !overflowed; i++) {
            send("x".repeat(200));
        }
        assertThat(overflowed).isTrue();
        outgoing.end(new IOException("slow"), Runnable::run);
        assertThat(results).hasSize(5).allMatch(result -> result.endsWith("failed"));
        complete(new SendResult()); // too late: it has been told
        assertThat(results).hasSize(5);
    }

    @Test
    void aMessageLargerThanTheQueuePassesAnIdleLine() {
        send("x".repeat(5000));
        assertThat(overflowed).isFalse();
        assertThat(written).hasSize(1);
    }

    @Test
    void theOldestMakeRoomForTheNewest() {
        Outgoing dropping = outgoing(SlowConsumer.dropOldestAfter(1024));
        send(dropping, "line", SendOptions.NONE);
        for (int i = 0; i < 10; i++) {
            send(dropping, i + "x".repeat(199), SendOptions.NONE);
        }
        assertThat(results).hasSize(7).allMatch(result -> result.endsWith("failed"));
        assertThat(results.get(0)).startsWith("0x");
        assertThat(counts.messagesDropped(DropReason.OVERFLOW)).isEqualTo(7);
        complete(new SendResult());
        assertThat(written.get(1)).startsWith("7x");
    }

    @Test
    void theNewestStaysWhereverItIs() {
        Outgoing dropping = outgoing(SlowConsumer.dropOldestAfter(1024));
        send(dropping, "line", SendOptions.NONE);
        send(dropping, "small", SendOptions.conflateBy("k"));
        send(dropping, "second" + "x".repeat(300), SendOptions.NONE);
        send(dropping, "third" + "x".repeat(300), SendOptions.NONE);
        send(dropping, "newest" + "x".repeat(400), SendOptions.conflateBy("k"));
        assertThat(results).hasSize(2).allMatch(result -> result.endsWith("failed"));
        assertThat(results.get(0)).startsWith("small");
        assertThat(results.get(1)).startsWith("second");
        complete(new SendResult());
        complete(new SendResult());
        assertThat(written).hasSize(3);
        assertThat(written.get(1)).startsWith("newest");
        assertThat(written.get(2)).startsWith("third");
        assertThat(dropping.bufferedAmount()).isEqualTo(305);
    }

    @Test
    void aConflatedMessageKeepsTheOlderOnesPlace() {
        send("line");
        send(outgoing, "old", SendOptions.conflateBy("k"));
        send("between");
        send(outgoing, "new", SendOptions.conflateBy("k"));
        for (int i = 0; i < 3; i++) {
            complete(new SendResult());
        }
        assertThat(written).containsExactly("line", "new", "between");
        assertThat(results).startsWith("old failed");
        assertThat(counts.messagesDropped(DropReason.REPLACED)).isEqualTo(1);
    }

    @Test
    void anExpiredMessageIsNotWritten() {
        send("line");
        send(outgoing, "stale", SendOptions.timeToLive(Duration.ofNanos(10)));
        send("fresh");
        now = 10;
        complete(new SendResult());
        assertThat(written).containsExactly("line", "fresh");
        assertThat(results).contains("stale failed");
        assertThat(counts.messagesDropped(DropReason.EXPIRED)).isEqualTo(1);
    }

    private void sendStale(Outgoing queue, int count) {
        for (int i = 0; i < count; i++) {
            send(queue, "stale" + "x".repeat(200), SendOptions.timeToLive(Duration.ofNanos(10)));
        }
    }

    @Test
    void whatHasExpiredMakesRoomBeforeAnythingElse() {
        Outgoing dropping = outgoing(SlowConsumer.dropOldestAfter(1024));
        send(dropping, "line", SendOptions.NONE);
        send(dropping, "live", SendOptions.NONE);
        sendStale(dropping, 3);
        now = 10;
        send(dropping, "newest" + "x".repeat(200), SendOptions.NONE);
        assertThat(results).as("told when their room is needed").hasSize(3).allMatch(each -> each.startsWith("stale"));
        assertThat(counts.messagesDropped(DropReason.EXPIRED)).isEqualTo(3);
        assertThat(counts.messagesDropped(DropReason.OVERFLOW)).isZero();
        complete(new SendResult());
        complete(new SendResult());
        assertThat(written).hasSize(3).startsWith("line", "live");
    }

    @Test
    void aClientIsNotTooSlowForWhatHasExpired() {
        send("line");
        for (int i = 0; i < 10; i++) {
            sendStale(outgoing, 1);
            now += 10;
        }
        assertThat(overflowed).isFalse();
        assertThat(counts.messagesDropped(DropReason.EXPIRED)).isBetween(5L, 10L);
        for (int i = 0; i < 10; i++) {
            sendStale(outgoing, 1);
        }
        assertThat(overflowed).as("by what has not").isTrue();
    }

    @Test
    void whatHasExpiredKeepsNoRoomWhateverWasDroppedBefore() {
        Outgoing dropping = outgoing(SlowConsumer.dropOldestAfter(1024));
        send(dropping, "line", SendOptions.NONE);
        for (int i = 0; i < 20; i++) {
            send(dropping, "stale" + "x".repeat(200), SendOptions.timeToLive(Duration.ofNanos(10 + i)));
        }
        assertThat(counts.messagesDropped(DropReason.OVERFLOW)).isEqualTo(17);
        send(dropping, "live", SendOptions.NONE);
        now = 29;
        send(dropping, "newest" + "x".repeat(200), SendOptions.NONE);
        assertThat(counts.messagesDropped(DropReason.EXPIRED)).isEqualTo(3);
        assertThat(counts.messagesDropped(DropReason.OVERFLOW)).isEqualTo(17);
    }

    @Test
    void whatIsBeingWrittenIsTimed() {
        assertThat(outgoing.writingFor(now)).isZero();
        send("a");
        now = 5;
        assertThat(outgoing.writingFor(now)).as("from when the tick sees it").isZero();
        now = 12;
        assertThat(outgoing.writingFor(now)).isEqualTo(7);
        complete(new SendResult());
        assertThat(outgoing.writingFor(now)).isZero();
        send("b");
        assertThat(outgoing.writingFor(20)).as("each message anew").isZero();
        assertThat(outgoing.writingFor(23)).isEqualTo(3);
    }

    @Test
    void aMessageOfWhichNobodyWantsToHearKeepsItsPlaceToo() {
        outgoing.send(Outbound.text("a", SendOptions.NONE), Transfer.NOBODY);
        assertThat(outgoing.bufferedAmount()).isEqualTo(1);
        send("b");
        outgoing.send(Outbound.text("c", SendOptions.NONE), Transfer.NOBODY);
        assertThat(written).containsExactly("a");
        complete(new SendResult());
        complete(new SendResult());
        complete(new SendResult());
        assertThat(written).containsExactly("a", "b", "c");
        assertThat(counts.messagesSent()).isEqualTo(3);
        assertThat(outgoing.bufferedAmount()).isZero();
    }

    @Test
    void aMessageOfWhichNobodyWantsToHearIsCountedOnceWhenTheSessionEnds() {
        outgoing.send(Outbound.text("a", SendOptions.NONE), Transfer.NOBODY);
        outgoing.end(new IOException("over"), Runnable::run);
        outgoing.end(new IOException("once more"), Runnable::run);
        complete(new SendResult());
        assertThat(counts.messagesDropped(DropReason.SESSION_ENDED)).isEqualTo(1);
        assertThat(counts.messagesSent()).isZero();
    }

    /** Against a naive account of what may happen: every send ends exactly once, whatever the order of events. */
    @Test
    void everySendEndsExactlyOnceAndIsCountedSo() {
        long all = 0;
        long ok = 0;
        long untold = 0;
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            results.clear();
            pending = null;
            Outgoing queue = outgoing(
                    random.nextBoolean() ? SlowConsumer.dropOldestAfter(1024) : SlowConsumer.disconnectAfter(1024));
            overflowed = false;
            int sent = 0;
            for (int step = 0; step < 60; step++) {
                immediate = random.nextInt(4) == 0;
                switch (random.nextInt(6)) {
                    case 0 -> {
                        queue.send(Outbound.text("u", options(random)), Transfer.NOBODY);
                        untold++;
                    }
                    case 1, 2 -> send(queue, "m" + sent++ + "x".repeat(random.nextInt(300)), options(random));
                    case 3, 4 -> {
                        if (pending != null) {
                            complete(random.nextInt(5) == 0 ? new SendResult(new IOException()) : new SendResult());
                        }
                    }
                    default -> {
                        queue.control(Control.Kind.PING, ByteBuffer.allocate(0));
                        if (!workers.isEmpty()) {
                            work();
                        }
                    }
                }
                now++;
                if (overflowed) {
                    queue.end(new IOException("slow"), Runnable::run);
                }
            }
            queue.end(new IOException("over"), Runnable::run);
            workOff();
            assertThat(results).as("seed " + seed).hasSize(sent).doesNotHaveDuplicates();
            all += sent;
            ok += results.stream().filter(result -> result.endsWith(" ok")).count();
            assertThat(counts.messagesSent() + dropped()).as("seed " + seed).isEqualTo(all + untold);
            assertThat(counts.messagesSent()).as("seed " + seed).isBetween(ok, ok + untold);
        }
        assertThat(DropReason.values())
                .filteredOn(reason -> reason != DropReason.UNACKNOWLEDGED) // there are no acknowledgements here
                .allSatisfy(reason -> assertThat(counts.messagesDropped(reason)).isPositive());
    }

    private long dropped() {
        return Arrays.stream(DropReason.values())
                .mapToLong(counts::messagesDropped)
                .sum();
    }

    private static SendOptions options(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> SendOptions.conflateBy("k" + random.nextInt(2));
            case 1 -> SendOptions.timeToLive(Duration.ofNanos(1 + random.nextInt(10)));
            default -> SendOptions.NONE;
        };
    }
}
