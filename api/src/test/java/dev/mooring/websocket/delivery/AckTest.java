package dev.mooring.websocket.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AckTest {

    @Test
    void thePayloadIsTwentyBytesInNetworkOrder() {
        ByteBuffer payload = new Ack(0x0102, 3).payload();
        assertThat(payload)
                .isEqualTo(ByteBuffer.wrap(
                        new byte[] {'M', 'R', 'A', '1', 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 3}));
    }

    @Test
    void itReadsAsItWasWrittenAndLeavesTheBuffer() throws Exception {
        ByteBuffer framed = ByteBuffer.allocate(25).position(5);
        framed.put(new Ack(Long.MAX_VALUE, 0).payload()).position(5);
        assertThat(Ack.read(framed)).isEqualTo(new Ack(Long.MAX_VALUE, 0));
        assertThat(framed.position()).isEqualTo(5);
    }

    @Test
    void otherPongsAreNone() throws Exception {
        assertThat(Ack.read(ByteBuffer.allocate(0))).isNull();
        assertThat(Ack.read(ByteBuffer.allocate(20))).isNull();
        assertThat(Ack.read(new Ack(1, 1).payload().limit(19))).isNull();
        assertThat(Ack.read(ByteBuffer.wrap("MRA1 and more than 20".getBytes(StandardCharsets.US_ASCII))))
                .isNull();
    }

    @Test
    void aCountAboveTheLargestIsRefused() {
        assertThatThrownBy(() -> Ack.read(new Ack(-1, 0).payload())).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> Ack.read(new Ack(0, Long.MIN_VALUE).payload())).isInstanceOf(ProtocolException.class);
    }
}
