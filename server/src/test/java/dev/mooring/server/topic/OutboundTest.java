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

    @Test
    void textWithoutUnpairedSurrogatesIsSentAsItIs() {
        String text = "a😀é";
        assertThat(Outbound.text(text, SendOptions.NONE).text()).isSameAs(text);
    }

    @Test
    void anUnpairedSurrogateIsAQuestionMark() {
        Outbound message = Outbound.text("a\ud83d😀é\ude00", SendOptions.NONE);
        assertThat(message.text()).isEqualTo("a?😀é?");
        assertThat(message.bytes()).isEqualTo(9);
    }
}
