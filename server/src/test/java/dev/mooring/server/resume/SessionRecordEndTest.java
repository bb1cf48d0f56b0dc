package dev.mooring.server.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.delivery.Reset;
import dev.mooring.websocket.delivery.ResumeRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What others want to be done when a resumable session has ended. */
class SessionRecordEndTest {

    private static final long LATER = TimeUnit.SECONDS.toNanos(11);

    private final SessionStore store = SessionStore.inMemory(2, 10_000);
    private final Delivery delivery = Delivery.resumable().window(Duration.ofSeconds(10));
    private final ResumeDesk desk = new ResumeDesk(store, () -> 1, Runnable::run);
    private final SessionRecord record = desk.receive(
                    ResumeRequest.fresh(), "/a", null, false, delivery, 5_000, reason -> {})
            .ticket()
            .record();
    private final List<String> done = new ArrayList<>();

    @Test
    void itIsDoneOnceUnlessItIsTakenBack() {
        Runnable takenBack = () -> done.add("taken back");
        record.whenEnded(takenBack);
        record.whenEnded(() -> done.add("a"));
        record.forget(takenBack);
        record.expire(LATER);
        record.expire(LATER);
        assertThat(done).containsExactly("a");
        record.whenEnded(() -> done.add("late"));
        assertThat(done).containsExactly("a", "late");
    }

    private ResumeDesk.Reception receive(ResumeDesk at, ResumeRequest request) {
        return at.receive(request, "/a", null, false, delivery, 5_000, reason -> {});
    }

    private static void attach(Ticket ticket) {
        assertThat(ticket.record().attach(ticket, new SessionRecordFixture.Line(), null))
                .isPositive();
    }

    @Test
    void aSessionWithoutAConnectionEndsWhenItsServerTakesNoneAnyMoreAndAWorkerTellsIt() {
        List<Runnable> later = new ArrayList<>();
        ResumeDesk shut = new ResumeDesk(store, () -> 1, later::add);
        SessionRecord waiting = receive(shut, ResumeRequest.fresh()).ticket().record();
        waiting.whenEnded(() -> done.add("the end"));
        shut.shut();
        assertThat(store.find(waiting.getId())).isNull();
        assertThat(store.whyGone(waiting.getId())).isEqualTo(Reset.UNKNOWN);
        assertThat(done).isEmpty();
        later.forEach(Runnable::run);
        assertThat(done).containsExactly("the end");
    }

    @Test
    void aSessionThatHasAConnectionThenEndsWithIt() {
        Ticket ticket = receive(desk, ResumeRequest.fresh()).ticket();
        attach(ticket);
        desk.shut();
        assertThat(store.find(ticket.record().getId())).isSameAs(ticket.record());
        ticket.record().detach(1);
        assertThat(store.find(ticket.record().getId())).isNull();
    }

    @Test
    void anotherServersSessionInTheSameStoreWaitsOn() {
        ResumeDesk other = new ResumeDesk(store, () -> 1, Runnable::run);
        Ticket ticket = receive(other, ResumeRequest.fresh()).ticket();
        attach(ticket);
        ticket.record().detach(1);
        desk.shut();
        assertThat(store.find(ticket.record().getId())).isSameAs(ticket.record());
    }

    @Test
    void aSessionIsOfTheServerThatHasCarriedItLast() {
        ResumeDesk other = new ResumeDesk(store, () -> 1, Runnable::run);
        Ticket first = receive(desk, ResumeRequest.fresh()).ticket();
        attach(first);
        Ticket second = receive(other, new ResumeRequest(first.record().getId(), first.token(), 0, 0))
                .ticket();
        attach(second);
        second.record().detach(2);
        desk.shut();
        assertThat(store.find(second.record().getId())).isSameAs(first.record());
        other.shut();
        assertThat(store.find(second.record().getId())).isNull();
    }
}
