package dev.mooring.server.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.server.topic.Outbound;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.SendOptions;
import dev.mooring.websocket.delivery.ProtocolException;
import dev.mooring.websocket.delivery.Reset;
import dev.mooring.websocket.delivery.ResumeRequest;
import dev.mooring.websocket.delivery.ResumeResponse;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SessionRecordTest {

    private static final Principal ALICE = () -> "alice";
    private static final Delivery DELIVERY = Delivery.resumable().window(Duration.ofSeconds(10));

    private long now = 1;
    private final List<Runnable> later = new ArrayList<>();
    private final SessionStore store = SessionStore.inMemory(2, 10_000);
    private final ResumeDesk desk = new ResumeDesk(store, () -> now, later::add);
    private final List<DropReason> drops = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    /** A connection that writes when it is told to. */
    private static final class Line implements Carrier {
        final List<String> written = new ArrayList<>();
        private SendHandler pending;
        boolean immediate;
        boolean broken;
        boolean takenOver;
        boolean overflowed;
        final List<Runnable> handedOn = new ArrayList<>();

        @Override
        public void handOn(Runnable task) {
            handedOn.add(task);
        }

        @Override
        public void write(Outbound message, SendHandler handler) {
            assertThat(pending).as("one message at a time").isNull();
            written.add(message.text());
            if (immediate) {
                handler.onResult(new SendResult());
            } else {
                pending = handler;
            }
        }

        void done() {
            end(new SendResult());
        }

        void end(SendResult result) {
            SendHandler handler = pending;
            pending = null;
            handler.onResult(result);
        }

        @Override
        public void broken() {
            broken = true;
        }

        @Override
        public void takenOver() {
            takenOver = true;
        }

        @Override
        public void overflowed() {
            overflowed = true;
        }
    }

    private ResumeDesk.Reception receive(ResumeRequest request) {
        return desk.receive(request, "/a", ALICE, false, DELIVERY, 5_000, drops::add);
    }

    private static ResumeRequest again(Ticket last, long got) {
        return new ResumeRequest(last.record().getId(), last.token(), got, got);
    }

    private Ticket begun(Line line) {
        Ticket ticket = receive(ResumeRequest.fresh()).ticket();
        assertThat(ticket.record().attach(ticket, line, ALICE)).isPositive();
        return ticket;
    }

    /** One that may keep as much as a test sends. */
    private SessionRecord roomy(Line line) {
        Ticket ticket = new ResumeDesk(SessionStore.inMemory(1, 1 << 30), () -> now, Runnable::run)
                .receive(ResumeRequest.fresh(), "/a", ALICE, false, DELIVERY, 1 << 30, drops::add)
                .ticket();
        ticket.record().attach(ticket, line, ALICE);
        return ticket.record();
    }

    private static void send(SessionRecord record, String text) {
        record.send(Outbound.text(text, SendOptions.NONE), result -> {}, false);
    }

    private void send(SessionRecord record, String text, SendOptions options) {
        record.send(
                Outbound.text(text, options),
                result -> told.add(text + (result.isOK() ? " is done" : " has failed")),
                false);
    }

    @Test
    void aConnectionThatCannotWriteIsToldAndTheNextOneWritesTheMessage() {
        Line line = new Line();
        Ticket first = begun(line);
        send(first.record(), "a");
        line.end(new SendResult(new IOException("reset")));
        assertThat(line.broken).isTrue();
        Line second = new Line();
        Ticket again = receive(again(first, 0)).ticket();
        first.record().attach(again, second, ALICE);
        first.record().pump();
        assertThat(second.written).containsExactly("a");
        assertThat(drops).isEmpty();
    }

    /** As a container does that completes what it wrote when the connection is dropped. */
    @Test
    void whatAnOlderConnectionStillSaysOfItsMessageDoesNotCount() {
        Line line = new Line();
        Ticket first = begun(line);
        send(first.record(), "a");
        send(first.record(), "b");
        Line second = new Line();
        Ticket again = receive(again(first, 0)).ticket();
        first.record().attach(again, second, ALICE);
        first.record().pump();
        line.done();
        assertThat(line.written).containsExactly("a");
        assertThat(second.written).as("the next one waits for its turn there").containsExactly("a");
        second.done();
        assertThat(second.written).containsExactly("a", "b");
    }

    /** As on a connection that was slow and is not any more. */
    @Test
    void aLongBacklogIsWrittenOnAFlatStack() {
        Line line = new Line();
        SessionRecord record = roomy(line);
        for (int i = 0; i < 100_000; i++) {
            send(record, "a");
        }
        assertThat(line.written).hasSize(1);
        line.immediate = true;
        line.done();
        while (!line.handedOn.isEmpty()) {
            line.handedOn.remove(0).run();
        }
        assertThat(line.written).hasSize(100_000);
        assertThat(record.progress().written()).isEqualTo(100_000);
    }

    /** Else the thread that reads for many connections could be taken by one whose backlog never ends. */
    @Test
    void aLongBacklogIsWrittenByTurns() {
        Line line = new Line();
        SessionRecord record = roomy(line);
        for (int i = 0; i < 500; i++) {
            send(record, "a" + i);
        }
        line.immediate = true;
        line.done();
        assertThat(line.written).hasSize(1 + Turn.LENGTH);
        assertThat(line.handedOn).hasSize(1);
        send(record, "last");
        assertThat(line.written).as("by who sends meanwhile").hasSize(2 + 2 * Turn.LENGTH);
        while (!line.handedOn.isEmpty()) {
            line.handedOn.remove(0).run();
        }
        assertThat(line.written)
                .hasSize(501)
                .doesNotHaveDuplicates()
                .startsWith("a0", "a1")
                .endsWith("a499", "last");
        assertThat(record.progress().written()).isEqualTo(501);
    }

    /** As Jetty does: each write is told of by the thread that wrote, within a loop that the next write keeps going. */
    @Test
    void aThreadThatIsToldOfEachWriteAfterItHasBegunTheNextIsLetGoToo() {
        Line line = new Line();
        SessionRecord record = roomy(line);
        for (int i = 0; i < 500; i++) {
            send(record, "a" + i);
        }
        for (int i = 0; i < Turn.LENGTH; i++) {
            line.done();
        }
        assertThat(line.written).hasSize(1 + Turn.LENGTH);
        assertThat(line.handedOn).isEmpty();
        line.done();
        assertThat(line.written).as("nothing more by this thread").hasSize(1 + Turn.LENGTH);
        assertThat(line.handedOn).hasSize(1);
        line.handedOn.remove(0).run();
        assertThat(line.written).as("a worker goes on").hasSize(2 + Turn.LENGTH);
    }

    @Test
    void anAbortedTakeoverHarmsNobody() {
        Line line = new Line();
        Ticket first = begun(line);
        Ticket aborted = receive(again(first, 0)).ticket();
        assertThat(aborted.resumed()).isTrue();
        send(first.record(), "a");
        assertThat(line.written).containsExactly("a");
        assertThat(line.takenOver).isFalse();
        assertThat(receive(again(first, 0)).ticket().resumed())
                .as("the response was lost")
                .isTrue();
    }

    @Test
    void aSessionWhoseFirstConnectionNeverOpenedHereIsTakenUpAndKeptForAShortWhileAlone() {
        Ticket lost = receive(ResumeRequest.fresh()).ticket();
        Ticket again = receive(again(lost, 0)).ticket();
        assertThat(again.resumed()).isTrue();
        assertThat(again.record().attach(again, new Line(), ALICE)).isEqualTo(1);
        Ticket abandoned = desk.receive(
                        ResumeRequest.fresh(),
                        "/a",
                        ALICE,
                        false,
                        Delivery.resumable().window(Duration.ofHours(1)),
                        5_000,
                        drops::add)
                .ticket();
        now += TimeUnit.SECONDS.toNanos(31);
        store.expire(now);
        assertThat(store.find(abandoned.record().getId())).isNull();
        assertThat(store.sessions()).isEqualTo(1);
    }

    @Test
    void aTicketBeforeTheLatestIsWorthless() {
        Ticket first = begun(new Line());
        Ticket early = receive(again(first, 0)).ticket();
        Ticket late = receive(again(first, 0)).ticket();
        assertThat(first.record().attach(early, new Line(), ALICE)).isZero();
        assertThat(first.record().attach(late, new Line(), ALICE)).isPositive();
    }

    @Test
    void aTokenIsUsedUpOnceTheClientIsSeenToHaveTheNext() {
        Ticket first = begun(new Line());
        Ticket second = receive(again(first, 0)).ticket();
        first.record().attach(second, new Line(), ALICE);
        assertThat(receive(again(first, 0)).reset()).as("not seen yet").isNull();
        first.record().seen(second);
        assertThat(receive(again(first, 0)).reset()).isEqualTo(Reset.TOKEN);
        assertThat(receive(again(second, 0)).reset()).isNull();
    }

    @Test
    void aTokenMayBeUsedUpWhileItIsLookedAt() {
        Ticket first = begun(new Line());
        Ticket second = receive(again(first, 0)).ticket();
        Principal slow = () -> {
            receive(again(second, 0)); // another handshake, while this one is asked whose it is
            return "alice";
        };
        ResumeDesk.Reception late = desk.receive(again(first, 0), "/a", slow, false, DELIVERY, 5_000, drops::add);
        assertThat(late.reset()).isEqualTo(Reset.TOKEN);
        assertThat(late.ticket().record()).isNotSameAs(first.record());
    }

    @Test
    void anyNumberOfLostResponsesLeavesTheTokenValidAndMemoryBounded() {
        Ticket first = begun(new Line());
        for (int i = 0; i < 1_000; i++) {
            assertThat(receive(again(first, 0)).reset()).isNull();
        }
    }

    @Test
    void anotherPrincipalIsRefusedAlsoWhenItIsKnownOnlyLater() {
        Ticket first = begun(new Line());
        Ticket ticket = desk.receive(again(first, 0), "/a", null, true, DELIVERY, 5_000, drops::add)
                .ticket();
        assertThat(ticket.resumed()).isTrue();
        assertThat(first.record().attach(ticket, new Line(), () -> "mallory")).isZero();
        assertThat(first.record().attach(ticket, new Line(), null)).isZero();
        assertThat(first.record().attach(ticket, new Line(), ALICE)).isPositive();
    }

    @Test
    void oneMessageIsWithTheConnectionAtATimeAndTheNextConnectionGetsWhatWasNotReceived() {
        Line line = new Line();
        Ticket first = begun(line);
        SessionRecord record = first.record();
        for (String text : List.of("a", "b", "c")) {
            send(record, text);
        }
        line.done();
        assertThat(line.written).containsExactly("a", "b");
        record.detach(1);
        send(record, "d");
        Line next = new Line();
        Ticket second = receive(again(first, 1)).ticket();
        long number = record.attach(second, next, ALICE);
        record.pump();
        for (int i = 0; i < 3; i++) {
            next.done();
        }
        assertThat(next.written).containsExactly("b", "c", "d");
        assertThat(record.written(number)).isEqualTo(4);
    }

    @Test
    void whatTheOldConnectionStillSaysDoesNotCount() throws Exception {
        Line line = new Line();
        Ticket first = begun(line);
        SessionRecord record = first.record();
        send(record, "a");
        Ticket second = receive(again(first, 0)).ticket();
        Line next = new Line();
        long number = record.attach(second, next, ALICE);
        assertThat(line.takenOver).isTrue();
        record.acknowledge(number - 1, 1);
        record.detach(number - 1);
        line.done();
        record.pump();
        assertThat(next.written).containsExactly("a");
        assertThatThrownBy(() -> record.acknowledge(number, 2)).isInstanceOf(ProtocolException.class);
        record.acknowledge(number, 1);
        assertThat(store.bytes()).isZero();
    }

    @Test
    void theWindowIsMeasuredFromTheLossOfTheConnection() {
        Ticket first = begun(new Line());
        now += TimeUnit.HOURS.toNanos(1);
        store.expire(now);
        assertThat(store.sessions()).isEqualTo(1);
        first.record().detach(1);
        now += TimeUnit.SECONDS.toNanos(10);
        store.expire(now);
        assertThat(receive(again(first, 0)).reset()).isNull();
        now += 1;
        assertThat(receive(again(first, 0)).reset()).isEqualTo(Reset.EXPIRED);
        store.expire(now);
        assertThat(store.find(first.record().getId())).isNull();
        assertThat(receive(again(first, 0)).reset()).as("remembered").isEqualTo(Reset.EXPIRED);
    }

    @Test
    void memoryIsBoundedForEachSessionAndForAll() {
        Line line = new Line();
        Ticket first = begun(line);
        String text = "x".repeat(900);
        for (int i = 0; i < 6; i++) {
            send(first.record(), text);
        }
        assertThat(line.overflowed).isTrue();
        assertThat(store.bytes()).isZero();
        assertThat(receive(again(first, 0)).reset()).isEqualTo(Reset.OVERFLOW);
        begun(new Line()); // the second, as the one that was refused has got a new one
        assertThat(receive(ResumeRequest.fresh())).isNull();
    }

    @Test
    void aMessageLargerThanTheBoundIsRefusedAndHarmsNothing() {
        Ticket first = begun(new Line());
        List<Throwable> failures = new ArrayList<>();
        first.record()
                .send(
                        Outbound.text("x".repeat(6_000), SendOptions.NONE),
                        result -> failures.add(result.getException()),
                        false);
        assertThat(failures).singleElement().asString().contains("6000").contains("5000");
        assertThat(drops).containsExactly(DropReason.OVERFLOW);
        assertThat(store.sessions()).isEqualTo(1);
    }

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

    @Test
    void tokensAreHashedAtRestAndHeadersCarryTheWholeTruth() throws Exception {
        ResumeDesk.Reception reception = receive(ResumeRequest.fresh());
        ResumeResponse response = ResumeResponse.parse(reception.header());
        assertThat(response.token()).isEqualTo(reception.ticket().token()).hasSize(43);
        assertThat(reception.ticket().toString()).doesNotContain(response.token());
        assertThat(reception.ticket().record().toString()).doesNotContain(response.token());
    }
}
