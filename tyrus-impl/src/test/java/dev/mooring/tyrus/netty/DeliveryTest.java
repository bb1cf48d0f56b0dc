package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.transport.ConnectionListenerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What was delivered waits no more: reading goes on, however much of whatever kind has come. */
class DeliveryTest {

    private static final int SIZE = 125;
    private static final int MANY = (int) (2 * Pressure.HIGH_WATER / SIZE);

    private final Delivery delivery = new Delivery(new Greedy(), Runnable::run);
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @Test
    void pongsThatWereDeliveredHoldNoReadingUp() {
        assertReadsOnAfter(MANY, () -> delivery.pong(ByteBuffer.allocate(SIZE)));
    }

    @Test
    void norDoMessagesAndPartsOfThem() {
        assertReadsOnAfter(MANY, () -> {
            delivery.text("x".repeat(SIZE), true);
            delivery.text("x".repeat(SIZE), false);
            delivery.binary(ByteBuffer.allocate(SIZE), true);
            delivery.binary(ByteBuffer.allocate(SIZE), false);
        });
    }

    @Test
    void norDoesAListenerThatThrows() {
        assertReadsOnAfter(1, () -> delivery.text("throw" + "x".repeat((int) Pressure.HIGH_WATER), false));
    }

    private void assertReadsOnAfter(int times, Runnable received) {
        delivery.pressure().attach(channel, delivery.pressure()::check);
        for (int i = 0; i < times; i++) {
            received.run();
        }
        delivery.pressure().check();
        assertThat(delivery.pressure().isStopped()).isFalse();
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    /** Reads each buffer to its end. */
    private static final class Greedy extends ConnectionListenerAdapter {

        @Override
        public void text(String part, boolean last) {
            if (part.startsWith("throw")) {
                throw new IllegalStateException("a broken listener");
            }
        }

        @Override
        public void binary(ByteBuffer part, boolean last) {
            part.position(part.limit());
        }

        @Override
        public void pong(ByteBuffer data) {
            data.position(data.limit());
        }
    }
}
