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

    /** With the same tokens; nothing has been counted yet. */
    private SessionRecord twin(SessionRecord record) {
        try {
            SessionRecord twin = new SessionRecord(
                    record.getId(),
                    (String) field("scope").get(record),
                    record.getUserPrincipal(),
                    this,
                    Duration.ofMinutes(1),
                    1 << 20,
                    Ticker.system(),
                    reason -> {});
            field("tokens").set(twin, field("tokens").get(record));
            return twin;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the records have changed", e);
        }
    }

    private static Field field(String name) throws ReflectiveOperationException {
        Field field = SessionRecord.class.getDeclaredField(name);
        field.setAccessible(true);
        return field;
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
