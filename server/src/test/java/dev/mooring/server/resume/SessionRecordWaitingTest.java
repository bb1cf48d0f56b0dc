package dev.mooring.server.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.topic.Outbound;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.SendOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Messages that have no number yet: they may be replaced, expire, or be given up. */
class SessionRecordWaitingTest extends SessionRecordFixture {

    @Test
    void untilItHasANumberAMessageMayExpireOrBeReplaced() {
        Line line = new Line();
        Ticket first = begun(line);
        SessionRecord record = first.record();
        send(record, "a");
        record.send(Outbound.text("old", SendOptions.conflateBy("k")), result -> {}, false);
        record.send(Outbound.text("new", SendOptions.conflateBy("k")), result -> {}, false);
        record.send(Outbound.text("expired", SendOptions.timeToLive(Duration.ofMillis(1))), result -> {}, false);
        now += TimeUnit.MILLISECONDS.toNanos(2);
        line.done();
        line.done();
        assertThat(line.written).containsExactly("a", "new");
        assertThat(drops).containsExactly(DropReason.REPLACED, DropReason.EXPIRED);
        record.end(1);
        assertThat(drops).as("two that were not acknowledged").hasSize(4).endsWith(DropReason.SESSION_ENDED);
    }

    @Test
    void aNewerMessageTakesThePlaceOfTheOneOfItsKey() {
        Line line = new Line();
        SessionRecord record = begun(line).record();
        send(record, "a");
        send(record, "old", SendOptions.conflateBy("k"));
        send(record, "b");
        send(record, "new", SendOptions.conflateBy("k"));
        line.done();
        line.done();
        assertThat(line.written).containsExactly("a", "new", "b");
        assertThat(told).containsExactly("old has failed");
    }

    /** Of 5 000 bytes it has 3 096, and the other would have been too many. */
    @Test
    void aMessageNeedsNoMoreRoomThanTheOneThatItReplaces() {
        SessionRecord record = begun(new Line()).record();
        record.detach(1);
        send(record, "x".repeat(3_000), SendOptions.conflateBy("k"));
        long kept = store.bytes();
        send(record, "y".repeat(3_000), SendOptions.conflateBy("k"));
        assertThat(store.sessions()).isEqualTo(1);
        assertThat(store.bytes()).isEqualTo(kept);
        assertThat(drops).containsExactly(DropReason.REPLACED);
    }

    @Test
    void whatASmallerMessageLeavesOfTheRoomIsForOthers() {
        SessionRecord record = begun(new Line()).record();
        record.detach(1);
        send(record, "x".repeat(3_000), SendOptions.conflateBy("k"));
        send(record, "y", SendOptions.conflateBy("k"));
        assertThat(store.bytes()).isLessThan(200);
    }

    @Test
    void whatHasExpiredMakesRoomAlsoWhileThereIsNoConnection() {
        SessionRecord record = begun(new Line()).record();
        record.detach(1);
        for (int i = 0; i < 10; i++) {
            send(record, "x".repeat(900), SendOptions.timeToLive(Duration.ofMillis(1)));
            now += TimeUnit.MILLISECONDS.toNanos(2);
        }
        assertThat(store.sessions()).isEqualTo(1);
        assertThat(drops).containsOnly(DropReason.EXPIRED).hasSizeBetween(5, 9);
    }

    @Test
    void whatExpiresWhileThereIsNoConnectionIsToldSoonAndByAWorker() {
        SessionRecord record = begun(new Line()).record();
        record.detach(1);
        send(record, "stale", SendOptions.timeToLive(Duration.ofMillis(1)));
        send(record, "fresh");
        now += TimeUnit.SECONDS.toNanos(2);
        store.expire(now);
        assertThat(told).as("by the tick").isEmpty();
        later.forEach(Runnable::run);
        assertThat(told).containsExactly("stale has failed");
        assertThat(record.waitingBytes()).isEqualTo("fresh".length());
    }

    @Test
    void theTickThatEndsASessionWaitsForNoSender() {
        SessionRecord record = begun(new Line()).record();
        send(record, "a", SendOptions.NONE);
        record.whenEnded(() -> told.add("the end"));
        record.detach(1);
        now += TimeUnit.SECONDS.toNanos(11);
        store.expire(now);
        assertThat(store.sessions()).isZero();
        assertThat(told).isEmpty();
        later.forEach(Runnable::run);
        assertThat(told).containsExactly("a has failed", "the end");
    }

    @Test
    void whatAskedNotToBeParkedFailsWithoutAConnectionUnlessItHasANumber() {
        Line line = new Line();
        Ticket first = begun(line);
        SessionRecord record = first.record();
        send(record, "written", SendOptions.neverParked());
        send(record, "waits", SendOptions.neverParked());
        send(record, "parked");
        record.detach(1);
        assertThat(told).containsExactly("waits has failed");
        send(record, "late", SendOptions.neverParked());
        assertThat(told).containsExactly("waits has failed", "late has failed");
        assertThat(drops).containsExactly(DropReason.EXPIRED, DropReason.EXPIRED);
        Line next = new Line();
        record.attach(receive(again(first, 0)).ticket(), next, ALICE);
        record.pump();
        next.done();
        assertThat(next.written).containsExactly("written", "parked");
    }

    @Test
    void whatWaitsIsCountedAlsoWhenItWaitsAgain() {
        Line line = new Line();
        Ticket first = begun(line);
        SessionRecord record = first.record();
        for (String text : List.of("a", "bb", "ccc")) {
            send(record, text);
        }
        assertThat(record.waitingBytes())
                .as("all but the one that is being written")
                .isEqualTo(5);
        line.done();
        assertThat(record.waitingBytes()).isEqualTo(3);
        record.detach(1);
        Ticket second = receive(again(first, 1)).ticket();
        record.attach(second, new Line(), ALICE);
        assertThat(record.waitingBytes()).isEqualTo(5);
        record.end(2);
        assertThat(record.waitingBytes()).isZero();
    }

    /** The thread that tells it may be the one that has to write the next one, and the handler may wait for that. */
    @Test
    void whoHearsThatAMessageHasExpiredFindsTheNextOneWithTheConnection() {
        Line line = new Line();
        SessionRecord record = begun(line).record();
        List<String> found = new ArrayList<>();
        send(record, "first");
        record.send(
                Outbound.text("stale", SendOptions.timeToLive(Duration.ofMillis(1))),
                result -> found.addAll(line.written),
                false);
        send(record, "next");
        now += TimeUnit.MILLISECONDS.toNanos(2);
        line.done();
        assertThat(found).containsExactly("first", "next");
    }

    @Test
    void whoHearsThatAMessageHasExpiredMaySendAnotherAtOnceWhereTheConnectionWritesAtOnce() {
        Line line = new Line();
        SessionRecord record = begun(line).record();
        List<String> found = new ArrayList<>();
        send(record, "first");
        record.send(
                Outbound.text("stale", SendOptions.timeToLive(Duration.ofMillis(1))),
                result -> {
                    send(record, "in its stead");
                    found.addAll(line.written);
                },
                false);
        send(record, "next");
        now += TimeUnit.MILLISECONDS.toNanos(2);
        line.immediate = true;
        line.done();
        assertThat(found).containsExactly("first", "next", "in its stead");
    }
}
