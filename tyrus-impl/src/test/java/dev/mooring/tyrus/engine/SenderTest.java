package dev.mooring.tyrus.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.tyrus.engine.FakeConnection.Writing;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.OutboxFullException;
import dev.mooring.websocket.Overflow;
import dev.mooring.websocket.SendOptions;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class SenderTest {

    private final Bench bench = new Bench();

    @Test
    void withoutAConnectionMessagesWaitAndGoOutInOrder() {
        Outcomes outcomes = new Outcomes(3);
        for (int i = 0; i < 3; i++) {
            bench.send("m" + i, outcomes.of(i));
        }
        assertThat(outcomes.completed()).isZero();
        assertThat(bench.sender.bufferedAmount()).isEqualTo(6);
        FakeConnection connection = bench.connect();
        assertThat(connection.sent).containsExactly("m0", "m1", "m2");
        outcomes.assertExactlyOnce();
        assertThat(bench.sender.bufferedAmount()).isZero();
    }

    @Test
    void whatOnOpenSendsGoesAheadOfTheOutbox() {
        bench.send("parked");
        FakeConnection connection = Bench.connection();
        bench.sender.opening(connection, 1);
        bench.send("subscribe");
        bench.sender.opened();
        assertThat(connection.sent).containsExactly("subscribe", "parked");
    }

    @Test
    void aCrowdedConnectionGetsNoMoreThanTheHighWaterMark() {
        FakeConnection connection = bench.connect(Writing.LATER);
        String big = "x".repeat(100 << 10);
        for (int i = 0; i < 5; i++) {
            bench.send(big);
        }
        assertThat(connection.sent).hasSizeBetween(2, 3);
        bench.send("last");
        connection.write();
        connection.write();
        assertThat(connection.sent).hasSize(6).endsWith("last");
    }

    @Test
    void aMessageThatTheConnectionDidNotTakeGoesOutOnTheNextInItsPlace() {
        FakeConnection first = bench.connect(Writing.LATER);
        Outcomes outcomes = new Outcomes(4);
        for (int i = 0; i < 3; i++) {
            bench.send("m" + i, outcomes.of(i));
        }
        first.failWrites();
        assertThat(bench.broken).contains(first);
        bench.disconnect();
        bench.send("m3", outcomes.of(3));
        FakeConnection second = bench.connect();
        assertThat(second.sent).containsExactly("m0", "m1", "m2", "m3");
        outcomes.assertExactlyOnce();
    }

    @Test
    void aLateFailureOfAnOldConnectionDoesNotBreakTheNewOne() {
        FakeConnection first = bench.connect(Writing.LATER);
        bench.send("late");
        bench.disconnect();
        FakeConnection second = bench.connect();
        first.failWrites();
        assertThat(bench.broken).doesNotContain(second);
        bench.send("next");
        assertThat(second.sent).containsExactly("late", "next");
    }

    @Test
    void aConnectionThatThrowsIsBrokenToo() {
        FakeConnection first = bench.connect(Writing.THROWS);
        Outcomes outcomes = new Outcomes(1);
        bench.send("m", outcomes.of(0));
        assertThat(bench.broken).containsExactly(first);
        bench.disconnect();
        assertThat(bench.connect().sent).containsExactly("m");
        outcomes.assertExactlyOnce();
    }

    @Test
    void aMessageThatBreaksEveryConnectionIsGivenUp() {
        Outcomes outcomes = new Outcomes(1);
        bench.send("poison", outcomes.of(0));
        for (int i = 0; i < 4; i++) {
            assertThat(outcomes.completed()).isZero();
            bench.connect(Writing.FAILS);
            bench.disconnect();
        }
        outcomes.assertExactlyOnce();
        assertThat(outcomes.failures).containsExactly("broken pipe");
    }

    @Test
    void aVolatileMessageIsNeverParkedWithoutAConnection() {
        Outcomes outcomes = new Outcomes(2);
        bench.send("stale", SendOptions.neverParked(), outcomes.of(0));
        assertThat(outcomes.failures).hasSize(1);
        FakeConnection first = bench.connect(Writing.LATER);
        bench.send("x".repeat(300 << 10));
        bench.send("crowded", SendOptions.neverParked(), outcomes.of(1));
        bench.disconnect();
        assertThat(outcomes.failures).hasSize(2);
        assertThat(first.sent).hasSize(1);
        assertThat(bench.connect().sent).isEmpty();
        outcomes.assertExactlyOnce();
    }

    @Test
    void aNewerMessageOfTheSameKeyTakesThePlaceOfTheParkedOne() {
        Outcomes outcomes = new Outcomes(3);
        bench.send("EURUSD 1", SendOptions.conflateBy("EURUSD"), outcomes.of(0));
        bench.send("other", outcomes.of(1));
        bench.send("EURUSD 2", SendOptions.conflateBy("EURUSD"), outcomes.of(2));
        assertThat(bench.connect().sent).containsExactly("EURUSD 2", "other");
        outcomes.assertExactlyOnce();
        assertThat(bench.dropped).containsExactly(DropReason.REPLACED);
    }

    @Test
    void aMessageExpiresAtItsTime() {
        Outcomes outcomes = new Outcomes(2);
        bench.send("short", SendOptions.timeToLive(ofSeconds(5)), outcomes.of(0));
        bench.send("long", SendOptions.timeToLive(ofSeconds(60)), outcomes.of(1));
        bench.world.time.advance(ofSeconds(5).minusMillis(1));
        bench.sender.expire(bench.world.time.nanos());
        assertThat(bench.dropped).isEmpty();
        bench.world.time.advance(ofMillis(1));
        bench.sender.expire(bench.world.time.nanos());
        assertThat(bench.dropped).containsExactly(DropReason.EXPIRED);
        assertThat(bench.connect().sent).containsExactly("long");
        outcomes.assertExactlyOnce();
    }

    @Test
    void theEndDropsWhatIsParkedAndRefusesWhatComes() {
        Outcomes outcomes = new Outcomes(2);
        bench.send("parked", outcomes.of(0));
        bench.sender.end();
        bench.send("late", outcomes.of(1));
        outcomes.assertExactlyOnce();
        assertThat(outcomes.failures).hasSize(2);
        assertThat(bench.dropped).containsExactly(DropReason.SESSION_ENDED);
        assertThat(bench.sender.bufferedAmount()).isZero();
        assertThat(bench.connect().sent).isEmpty();
    }

    @Test
    void whatIsInTheTransportsHandsAtTheEndCompletesWhenTheTransportSaysSo() {
        FakeConnection connection = bench.connect(Writing.LATER);
        Outcomes outcomes = new Outcomes(1);
        bench.send("m", outcomes.of(0));
        bench.sender.end();
        assertThat(outcomes.completed()).isZero();
        connection.failWrites();
        outcomes.assertExactlyOnce();
    }

    @Test
    void flushingSendsAllThatIsParkedHoweverCrowded() {
        FakeConnection connection = bench.connect(Writing.LATER);
        for (int i = 0; i < 10; i++) {
            bench.send("x".repeat(100 << 10));
        }
        bench.sender.flush(() -> {});
        assertThat(connection.sent).hasSize(10);
    }

    @Test
    void theCloseFrameDoesNotOvertakeWhatAnotherThreadHandsOn() {
        List<Object> order = new ArrayList<>();
        bench.send("m1", result -> bench.sender.flush(() -> order.add("close"))); // while m1 is being handed on
        bench.send("m2");
        FakeConnection connection = Bench.connection();
        connection.taker = (message, completion) -> {
            order.add(message);
            completion.onResult(new SendResult());
        };
        bench.sender.opening(connection, 1);
        bench.sender.opened();
        assertThat(order).containsExactly("m1", "m2", "close");
    }

    @Test
    void rejectRefusesTheNewestAtOnce() {
        Bench small = new Bench(Outbox.ofMessages(2), ofSeconds(10));
        Outcomes outcomes = new Outcomes(3);
        for (int i = 0; i < 3; i++) {
            small.send("m" + i, outcomes.of(i));
        }
        assertThat(outcomes.failures).singleElement().asString().contains("outbox is full with 2 of 2 messages");
        assertThat(small.dropped).isEmpty();
        assertThat(small.connect().sent).containsExactly("m0", "m1");
        outcomes.assertExactlyOnce();
    }

    @Test
    void dropOldestMakesRoomAndDropNewestSaysSo() {
        Bench oldest = new Bench(Outbox.ofMessages(2).whenFull(Overflow.DROP_OLDEST), ofSeconds(10));
        Bench newest = new Bench(Outbox.ofMessages(2).whenFull(Overflow.DROP_NEWEST), ofSeconds(10));
        for (int i = 0; i < 3; i++) {
            oldest.send("m" + i);
            newest.send("m" + i);
        }
        assertThat(oldest.dropped).containsExactly(DropReason.OVERFLOW);
        assertThat(newest.dropped).containsExactly(DropReason.OVERFLOW);
        assertThat(oldest.connect().sent).containsExactly("m1", "m2");
        assertThat(newest.connect().sent).containsExactly("m0", "m1");
    }

    @Test
    void aMessageLargerThanTheOutboxIsRefusedWithTheRemedy() {
        Bench small = new Bench(Outbox.ofMessages(10).ofBytes(100), ofSeconds(10));
        assertThatThrownBy(() -> small.sender.sendAndWait(new byte[101], 101))
                .isInstanceOf(OutboxFullException.class)
                .hasMessageContaining("Outbox.ofBytes");
    }

    @Test
    void aBlockingSendReturnsWhenTheOutboxHasTheMessageAndTheBufferIsTheCallersAgain() throws Exception {
        ByteBuffer data = ByteBuffer.wrap("abc".getBytes(StandardCharsets.UTF_8));
        bench.sender.sendAndWait(data, 3);
        data.put(0, (byte) 'X');
        assertThat(bench.connect().sent).containsExactly(ByteBuffer.wrap("abc".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aBlockingSendWaitsNoLongerThanItsTimeout() {
        Bench hurried = new Bench(Outbox.defaults(), ofMillis(200));
        hurried.connect(Writing.LATER);
        Duration taken = timeOf(() -> assertThatThrownBy(() -> hurried.sender.sendAndWait(new byte[1], 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("within the send timeout"));
        assertThat(taken).isBetween(ofMillis(200), ofMillis(1200));
    }

    @Test
    void waitingForRoomAndForTheWritingTogetherTakeNoLongerThanTheTimeout() throws Exception {
        Bench hurried = new Bench(Outbox.ofMessages(1), ofMillis(1500));
        FakeConnection connection = hurried.connect(Writing.LATER);
        hurried.send("first");
        Thread writer = new Thread(() -> {
            long until = System.nanoTime() + ofMillis(1000).toNanos();
            while (System.nanoTime() < until) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
            connection.writeOne();
        });
        writer.start();
        Duration taken = timeOf(() -> assertThatThrownBy(() -> hurried.sender.sendAndWait(new byte[1], 1))
                .isInstanceOf(IOException.class));
        writer.join();
        assertThat(taken).isBetween(ofMillis(1500), ofMillis(2300));
    }

    @Test
    void anInterruptedBlockingSendSaysWhetherTheMessageIsSent() {
        bench.connect(Writing.LATER);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> bench.sender.sendAndWait(new byte[1], 1))
                .isInstanceOf(InterruptedIOException.class)
                .hasMessageContaining("it may still be");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aMessageInPartsHasTheConnectionForItselfUntilItsEnd() throws Exception {
        FakeConnection connection = bench.connect();
        assertThat(bench.sender.beginExclusive()).isSameAs(connection);
        bench.send("waits");
        assertThat(connection.sent).isEmpty();
        bench.sender.endExclusive(connection);
        assertThat(connection.sent).containsExactly("waits");
        bench.send("live again");
        assertThat(connection.sent).containsExactly("waits", "live again");
    }

    @Test
    void aMessageInPartsIsNotParked() {
        assertThatThrownBy(bench.sender::beginExclusive).hasMessageContaining("no connection");
    }

    @Test
    void nothingWrittenForTheSendTimeoutIsStuck() {
        FakeConnection connection = bench.connect(Writing.LATER);
        long start = bench.world.container().workshop().pulse().now();
        bench.send("m");
        assertThat(bench.sender.isStuck(start + ofSeconds(10).toNanos())).isFalse();
        assertThat(bench.sender.isStuck(start + ofSeconds(10).toNanos() + 1)).isTrue();
        bench.sender.progress().excuse(ofSeconds(5).toNanos());
        assertThat(bench.sender.isStuck(start + ofSeconds(12).toNanos())).isFalse();
        connection.write();
        assertThat(bench.sender.isStuck(start + ofSeconds(60).toNanos())).isFalse();
    }

    @Test
    void aPartThatIsNotWrittenIsStuckAndAPauseBetweenPartsIsNot() throws Exception {
        FakeConnection connection = bench.connect();
        bench.sender.beginExclusive();
        long late =
                bench.world.container().workshop().pulse().now() + ofSeconds(11).toNanos();
        List<Boolean> stuck = new ArrayList<>();
        connection.whenPart = () -> stuck.add(bench.sender.isStuck(late));
        bench.sender.writePart(connection, "part", false);
        stuck.add(bench.sender.isStuck(late));
        assertThat(stuck).containsExactly(true, false);
    }

    private static Duration timeOf(Runnable action) {
        long before = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - before);
    }

    @Test
    void aMessageInPartsWaitsForWholeOnesThatAreOnTheirWay() throws Exception {
        FakeConnection connection = bench.connect(Writing.LATER);
        bench.send("whole");
        AtomicBoolean written = new AtomicBoolean();
        CompletableFuture<Boolean> begun = new CompletableFuture<>();
        Thread parts = new Thread(() -> {
            try {
                bench.sender.beginExclusive();
                begun.complete(written.get());
            } catch (IOException e) {
                begun.completeExceptionally(e);
            }
        });
        parts.start();
        while (parts.getState() != Thread.State.TIMED_WAITING && !begun.isDone()) {
            Thread.onSpinWait();
        }
        written.set(true);
        connection.write();
        assertThat(begun.get(10, TimeUnit.SECONDS)).isTrue();
    }
}
