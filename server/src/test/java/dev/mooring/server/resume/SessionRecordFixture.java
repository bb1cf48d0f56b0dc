package dev.mooring.server.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.topic.Outbound;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.SendOptions;
import dev.mooring.websocket.delivery.ResumeRequest;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Records of a desk whose time stands still, and the connections that carry them. */
abstract class SessionRecordFixture {

    static final Principal ALICE = () -> "alice";
    static final Delivery DELIVERY = Delivery.resumable().window(Duration.ofSeconds(10));

    long now = 1;
    final List<Runnable> later = new ArrayList<>();
    final SessionStore store = SessionStore.inMemory(2, 10_000);
    final ResumeDesk desk = new ResumeDesk(store, () -> now, later::add);
    final List<DropReason> drops = new ArrayList<>();
    final List<String> told = new ArrayList<>();

    /** A connection that writes when it is told to. */
    static final class Line implements Carrier {
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

    ResumeDesk.Reception receive(ResumeRequest request) {
        return desk.receive(request, "/a", ALICE, false, DELIVERY, 5_000, drops::add);
    }

    static ResumeRequest again(Ticket last, long got) {
        return new ResumeRequest(last.record().getId(), last.token(), got, got);
    }

    Ticket begun(Line line) {
        Ticket ticket = receive(ResumeRequest.fresh()).ticket();
        assertThat(ticket.record().attach(ticket, line, ALICE)).isPositive();
        return ticket;
    }

    /** One that may keep as much as a test sends. */
    SessionRecord roomy(Line line) {
        Ticket ticket = new ResumeDesk(SessionStore.inMemory(1, 1 << 30), () -> now, Runnable::run)
                .receive(ResumeRequest.fresh(), "/a", ALICE, false, DELIVERY, 1 << 30, drops::add)
                .ticket();
        ticket.record().attach(ticket, line, ALICE);
        return ticket.record();
    }

    static void send(SessionRecord record, String text) {
        record.send(Outbound.text(text, SendOptions.NONE), result -> {}, false);
    }

    void send(SessionRecord record, String text, SendOptions options) {
        record.send(
                Outbound.text(text, options),
                result -> told.add(text + (result.isOK() ? " is done" : " has failed")),
                false);
    }
}
