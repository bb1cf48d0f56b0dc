package dev.mooring.tyrus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.SendOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShelfTest {

    private final Bench bench = new Bench();
    private final Shelf shelf = new Shelf();

    @Test
    void messagesComeOutInTheOrderOfSendingHoweverTheyWereParked() {
        Parcel third = parcel(3, null);
        Parcel first = parcel(1, null);
        Parcel second = parcel(2, null);
        List.of(third, first, second).forEach(shelf::put);
        assertThat(takeAll()).containsExactly(first, second, third);
        assertThat(shelf.isEmpty()).isTrue();
        assertThat(shelf.bytes()).isZero();
    }

    @Test
    void aNewerMessageOfTheSameKeyTakesTheOldersPlace() {
        Parcel older = parcel(1, "key");
        Parcel other = parcel(2, null);
        Parcel newer = parcel(3, "key");
        shelf.put(older);
        shelf.put(other);
        assertThat(shelf.put(newer)).isSameAs(older);
        assertThat(shelf.bytes()).isEqualTo(20);
        assertThat(takeAll()).containsExactly(newer, other);
    }

    @Test
    void anOlderMessageThatComesBackDoesNotReplaceTheNewer() {
        Parcel older = parcel(1, "key");
        Parcel newer = parcel(5, "key");
        shelf.put(newer);
        assertThat(shelf.put(older)).isSameAs(older);
        assertThat(takeAll()).containsExactly(newer);
    }

    @Test
    void aKeyIsFreeAgainOnceItsMessageHasLeft() {
        Parcel first = parcel(1, "key");
        Parcel second = parcel(2, "key");
        shelf.put(first);
        assertThat(shelf.takeFirst()).isSameAs(first);
        assertThat(shelf.put(second)).isNull();
        assertThat(takeAll()).containsExactly(second);
    }

    @Test
    void whatHasExpiredIsTakenOutOfTheMidst() {
        Parcel stale = parcel(1, "key");
        stale.expireAt(100);
        Parcel fresh = parcel(2, null);
        fresh.expireAt(101);
        Parcel lasting = parcel(3, null);
        List.of(stale, fresh, lasting).forEach(shelf::put);
        assertThat(shelf.takeAll(parcel -> parcel.isExpired(99))).isEmpty();
        assertThat(shelf.takeAll(parcel -> parcel.isExpired(100))).containsExactly(stale);
        assertThat(shelf.bytes()).isEqualTo(20);
        assertThat(shelf.put(parcel(4, "key"))).isNull();
    }

    private List<Parcel> takeAll() {
        List<Parcel> taken = new ArrayList<>();
        for (Parcel next = shelf.takeFirst(); next != null; next = shelf.takeFirst()) {
            taken.add(next);
        }
        return taken;
    }

    private Parcel parcel(long number, @Nullable String key) {
        SendOptions options = key == null ? SendOptions.NONE : SendOptions.conflateBy(key);
        return new Parcel().fill(bench.sender, Remote.onTheWire("0123456789"), 10, number, options, null);
    }
}
