package dev.mooring.server.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.topic.Outbound;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.SendOptions;
import dev.mooring.websocket.delivery.Reset;
import dev.mooring.websocket.delivery.ResumeRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of a session that has ended while its store has not forgotten it yet, or fails to. */
class SessionRecordGoneTest {

    private static final long LATER = TimeUnit.SECONDS.toNanos(11);

    private final Delivery delivery = Delivery.resumable().window(Duration.ofSeconds(10));
    private final SessionStore inMemory = SessionStore.inMemory(2, 10_000);
    private Runnable beforeItIsForgotten = () -> {};
    private Runnable beforeRoomIsGivenBack = () -> {};
    private final ResumeDesk desk = new ResumeDesk(slow(inMemory), () -> 1, Runnable::run);
    private final List<String> told = new ArrayList<>();

    private SessionStore slow(SessionStore store) {
        return (SessionStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {SessionStore.class}, (proxy, method, args) -> {
                    switch (method.getName()) {
                        case "remove" -> beforeItIsForgotten.run();
                        case "giveBack" -> beforeRoomIsGivenBack.run();
                        default -> {}
                    }
                    try {
                        return method.invoke(store, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private ResumeDesk.Reception receive(ResumeRequest request) {
        return desk.receive(request, "/a", null, false, delivery, 5_000, reason -> {});
    }

    private SessionRecord begun() {
        Ticket ticket = receive(ResumeRequest.fresh()).ticket();
        beforeItIsForgotten = () -> told.add(String.valueOf(resetOf(ticket)));
        return ticket.record();
    }

    /** What a client that shows its token hears. */
    private @Nullable Reset resetOf(Ticket last) {
        return receive(new ResumeRequest(last.record().getId(), last.token(), 0, 0))
                .reset();
    }

    private void send(SessionRecord record, String text) {
        record.send(
                Outbound.text(text, SendOptions.NONE), result -> told.add(result.isOK() ? "done" : "failed"), false);
    }

    @Test
    void whoComesForASessionThatHasJustExpiredHearsIt() {
        begun().expire(LATER);
        assertThat(told).containsExactly("EXPIRED");
    }

    @Test
    void whoComesForASessionThatHasJustOverflowedHearsIt() {
        SessionRecord record = begun();
        send(record, "x".repeat(3_000));
        send(record, "y".repeat(3_000));
        assertThat(told).containsExactly("OVERFLOW", "failed", "failed");
    }

    @Test
    void whoComesForASessionThatHasJustBeenClosedHearsThatThereIsNone() {
        Ticket ticket = receive(ResumeRequest.fresh()).ticket();
        long number = ticket.record().attach(ticket, new SessionRecordFixture.Line(), null);
        beforeItIsForgotten = () -> told.add(String.valueOf(resetOf(ticket)));
        ticket.record().end(number);
        assertThat(told).containsExactly("UNKNOWN");
    }

    @Test
    void aStoreThatCannotForgetASessionKeepsNobodyUntold() {
        SessionRecord record = begun();
        send(record, "a");
        record.whenEnded(() -> told.add("the end"));
        beforeItIsForgotten = () -> {
            throw new IllegalStateException("the store is broken");
        };
        record.expire(LATER);
        assertThat(told).containsExactly("failed", "the end");
    }

    @Test
    void aStoreThatCannotTakeRoomBackKeepsNobodyUntold() throws Exception {
        beforeRoomIsGivenBack = () -> {
            throw new IllegalStateException("the store is broken");
        };
        Ticket ticket = receive(ResumeRequest.fresh()).ticket();
        SessionRecordFixture.Line line = new SessionRecordFixture.Line();
        long number = ticket.record().attach(ticket, line, null);
        send(ticket.record(), "a");
        line.done();
        ticket.record().acknowledge(number, 1);
        send(ticket.record(), "b");
        ticket.record().end(number);
        assertThat(told).containsExactly("done", "failed");
    }
}
