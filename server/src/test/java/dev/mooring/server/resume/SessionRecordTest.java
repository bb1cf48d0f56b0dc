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
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SessionRecordTest extends SessionRecordFixture {

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
    void tokensAreHashedAtRestAndHeadersCarryTheWholeTruth() throws Exception {
        ResumeDesk.Reception reception = receive(ResumeRequest.fresh());
        ResumeResponse response = ResumeResponse.parse(reception.header());
        assertThat(response.token()).isEqualTo(reception.ticket().token()).hasSize(43);
        assertThat(reception.ticket().toString()).doesNotContain(response.token());
        assertThat(reception.ticket().record().toString()).doesNotContain(response.token());
    }
}
