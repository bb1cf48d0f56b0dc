package dev.mooring.tyrus.engine;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.engine.FakeConnection.Writing;
import dev.mooring.tyrus.transport.AmidPartsException;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.SendOptions;
import jakarta.websocket.SendHandler;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** A send runs out of memory, or meets another Error: that costs the connection, and nothing else. */
class SendErrorTest {

    private static final BiConsumer<Object, SendHandler> OUT_OF_MEMORY = (message, completion) -> {
        throw new AssertionError("thrown by a test");
    };

    private final Bench bench = new Bench();

    @Test
    void theMessageAndAllThatFollowGoOutOnTheNextConnection() {
        FakeConnection first = bench.connect(Writing.LATER);
        Outcomes outcomes = new Outcomes(3);
        bench.send("x".repeat(300 << 10), outcomes.of(0));
        bench.send("b", outcomes.of(1)); // parked, as the connection is crowded
        first.taker = OUT_OF_MEMORY;
        first.write();
        assertThat(bench.broken).containsExactly(first);
        bench.disconnect();
        FakeConnection second = bench.connect();
        bench.send("c", outcomes.of(2));
        assertThat(second.sent).containsExactly("b", "c");
        outcomes.assertExactlyOnce();
        assertThat(bench.sender.bufferedAmount()).isZero();
    }

    @Test
    void norDoesOneThatGoesStraightOutReachItsSender() {
        FakeConnection first = bench.connect();
        Outcomes outcomes = new Outcomes(1);
        first.taker = OUT_OF_MEMORY;
        bench.send("m", outcomes.of(0));
        bench.disconnect();
        assertThat(bench.connect().sent).containsExactly("m");
        outcomes.assertExactlyOnce();
        assertThat(bench.sender.bufferedAmount()).isZero();
    }

    /** The other message has ended before it is asked whether there is one. */
    @Test
    void aMessageThatMetAnotherInPartsCostsNothing() {
        FakeConnection connection = bench.connect();
        Outcomes outcomes = new Outcomes(2);
        connection.taker = (message, completion) -> {
            connection.taker = null;
            throw new AmidPartsException();
        };
        bench.send("a", outcomes.of(0));
        bench.send("b", outcomes.of(1));
        assertThat(connection.sent).containsExactly("a", "b");
        assertThat(bench.broken).isEmpty();
        outcomes.assertExactlyOnce();
    }

    @Test
    void oneThatIsRefusedForEverDoesNotKeepItsThread() {
        FakeConnection connection = bench.connect();
        Outcomes outcomes = new Outcomes(1);
        connection.taker = (message, completion) -> {
            throw new AmidPartsException();
        };
        bench.send("a", outcomes.of(0));
        assertThat(bench.broken).containsExactly(connection);
    }

    @Test
    void anErrorOfWhoHearsOfADroppedMessageHoldsUpNoOther() {
        bench.send("short", SendOptions.timeToLive(ofSeconds(1)), null);
        bench.world.time.advance(ofSeconds(2));
        bench.world.container().workshop().pulse().add((now, lapse) -> {});
        bench.whenDropped = () -> {
            throw new AssertionError("thrown by a test");
        };
        FakeConnection connection = bench.connect();
        assertThat(bench.dropped).containsExactly(DropReason.EXPIRED);
        bench.send("m");
        assertThat(connection.sent).containsExactly("m");
    }
}
