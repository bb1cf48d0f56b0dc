package dev.mooring.server.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.topic.Outbound;
import dev.mooring.websocket.SendOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldingsTest {

    private static final int COST = 1000;

    private final List<Retained> kept = new ArrayList<>();
    private int calls;

    private boolean keep(Holdings holdings) {
        Retained message = new Retained(Outbound.text("x".repeat(904), SendOptions.NONE), r -> {}, false, () -> 0);
        assertThat(message.cost).isEqualTo(COST);
        boolean taken = holdings.take(message.cost);
        if (taken) {
            kept.add(message);
        }
        return taken;
    }

    private List<Retained> oldest(int count) {
        List<Retained> gone = List.copyOf(kept.subList(0, count));
        kept.subList(0, count).clear();
        return gone;
    }

    /** The store, with a count of the calls. */
    private SessionStore counting(SessionStore store) {
        return (SessionStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {SessionStore.class}, (proxy, method, args) -> {
                    calls++;
                    try {
                        return method.invoke(store, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void aSessionThatKeepsMuchSeldomAsksTheStore() {
        SessionStore store = SessionStore.inMemory(1, 4 << 20);
        Holdings holdings = new Holdings(counting(store), 4 << 20);
        for (int i = 1; i <= 1000; i++) {
            assertThat(keep(holdings)).isTrue();
            assertThat(store.bytes()).isBetween((long) i * COST, 9L * i * COST / 8);
        }
        assertThat(calls).isLessThan(100);
        holdings.release(oldest(900));
        assertThat(store.bytes()).isBetween(100L * COST, 100 * COST * 9L / 8);
        holdings.release(oldest(100));
        assertThat(store.bytes()).isZero();
    }

    @Test
    void theLastBytesOfTheStoreCanBeHadToo() {
        SessionStore store = SessionStore.inMemory(1, 20 * COST);
        Holdings holdings = new Holdings(store, 40 * COST);
        for (int i = 0; i < 20; i++) {
            assertThat(keep(holdings)).isTrue();
        }
        assertThat(keep(holdings)).isFalse();
        assertThat(store.bytes()).isEqualTo(20 * COST);
        holdings.release(oldest(20));
        assertThat(store.bytes()).isZero();
    }

    @Test
    void noSessionTakesMoreRoomThanItMayKeep() {
        SessionStore store = SessionStore.inMemory(1, 1 << 20);
        Holdings holdings = new Holdings(store, 20 * COST);
        for (int i = 0; i < 20; i++) {
            assertThat(keep(holdings)).isTrue();
        }
        assertThat(store.bytes()).isEqualTo(20 * COST);
        assertThat(keep(holdings)).isFalse();
    }
}
