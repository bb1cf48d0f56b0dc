package dev.mooring.server.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.SendOptions;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class OutboundTest {

    @Test
    void whatCountsIsWhatRemainedInTheBufferWhenItCameIn() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(1).limit(3);
        Outbound message = Outbound.binary(buffer, SendOptions.NONE);
        buffer.clear().position(4);
        assertThat(message.data()).isEqualTo(ByteBuffer.wrap(new byte[] {2, 3}));
        assertThat(message.bytes()).isEqualTo(2);
    }
}
