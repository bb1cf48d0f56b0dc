package dev.mooring.server.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.Delivery;
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
    private final SessionRecord record = new ResumeDesk(store, () -> 1, Runnable::run)
            .receive(ResumeRequest.fresh(), "/a", null, false, delivery, 5_000, reason -> {})
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
}
