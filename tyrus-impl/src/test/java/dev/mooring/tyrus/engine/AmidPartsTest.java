package dev.mooring.tyrus.engine;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.tyrus.transport.AmidPartsException;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.SendOptions;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A message meets another in parts, which has ended before it is asked whether there is one: the connection is healthy. */
class AmidPartsTest {

    @Test
    void aVolatileMessageComesInItsTurn() {
        Bench bench = new Bench();
        FakeConnection connection = bench.connect();
        Outcomes outcomes = new Outcomes(2);
        meetOnce(connection, () -> {});
        bench.send("a", SendOptions.neverParked(), outcomes.of(0));
        bench.send("b", outcomes.of(1));
        assertThat(bench.broken).isEmpty();
        assertThat(connection.sent).containsExactly("a", "b");
        outcomes.assertExactlyOnce();
        assertThat(outcomes.failures).isEmpty();
    }

    /** Its caller was interrupted, or has waited long enough, in the meantime. */
    @Test
    void oneThatWasGivenUpIsNotSentAndCostsNothing() {
        Bench bench = new Bench(Outbox.defaults(), ofMillis(1));
        FakeConnection connection = bench.connect();
        connection.taker = (message, completion) -> {
            connection.taker = null;
            giveUp(((Parcel) completion).completion());
            throw new AmidPartsException();
        };
        assertThatThrownBy(() -> bench.sender.sendAndWait(new byte[] {'a'}, 1)).isInstanceOf(IOException.class);
        bench.send("b");
        assertThat(bench.broken).isEmpty();
        assertThat(connection.sent).containsExactly("b");
        assertThat(bench.sender.bufferedAmount()).isZero();
    }

    private static void giveUp(Object receipt) {
        ((Receipt) receipt).giveUp();
    }

    private static void meetOnce(FakeConnection connection, Runnable meanwhile) {
        connection.taker = (message, completion) -> {
            connection.taker = null;
            meanwhile.run();
            throw new AmidPartsException();
        };
    }
}
