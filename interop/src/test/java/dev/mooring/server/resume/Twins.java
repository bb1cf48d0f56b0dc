package dev.mooring.server.resume;

import dev.mooring.websocket.Ticker;
import dev.mooring.websocket.delivery.Reset;
import java.lang.reflect.Field;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A store that is wrong on purpose: whoever asks for a session gets a record of his own, as from two nodes that do not know of
 * each other. So two connections can resume with one token, and neither is fenced off.
 */
public final class Twins implements SessionStore {

    private final SessionStore store = SessionStore.inMemory();

    @Override
    public @Nullable SessionRecord find(String id) {
        SessionRecord record = store.find(id);
        return record == null ? null : twin(record);
    }

    /** Of the same owner, with the same tokens; nothing has been counted yet. */
    private SessionRecord twin(SessionRecord record) {
        SessionRecord twin = new SessionRecord(
                record.getId(),
                new ResumeDesk(this, Ticker.system(), Runnable::run),
                "",
                null,
                Duration.ofMinutes(1),
                1 << 20,
                reason -> {});
        try {
            Field owner = SessionRecord.class.getDeclaredField("owner");
            owner.setAccessible(true);
            owner.set(twin, owner.get(record));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the records have changed", e);
        }
        return twin;
    }

    @Override
    public boolean add(SessionRecord record) {
        return store.add(record);
    }

    @Override
    public void remove(SessionRecord record, @Nullable Reset reason) {
        store.remove(record, reason);
    }

    @Override
    public Reset whyGone(String id) {
        return store.whyGone(id);
    }

    @Override
    public boolean take(long bytes) {
        return store.take(bytes);
    }

    @Override
    public void giveBack(long bytes) {
        store.giveBack(bytes);
    }

    @Override
    public void expire(long now) {
        store.expire(now);
    }

    @Override
    public int sessions() {
        return store.sessions();
    }

    @Override
    public long bytes() {
        return store.bytes();
    }
}
