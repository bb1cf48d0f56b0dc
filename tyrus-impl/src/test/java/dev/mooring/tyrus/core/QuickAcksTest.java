package dev.mooring.tyrus.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class QuickAcksTest {

    @Test
    void theKernelIsToldThatThisIsNoConversation() throws Exception {
        try (Conversation talk = new Conversation();
                SocketChannel client = SocketChannel.open(talk.address())) {
            talk.begin(
                    () -> client.write(ByteBuffer.wrap(new byte[] {'!'})),
                    () -> Conversation.acknowledgesAtOnce(client));
            QuickAcks.on(client);
            assertThat(Conversation.acknowledgesAtOnce(client)).isTrue();
        }
    }

    @Test
    void ofAConnectionThatIsOverNothingIsHeard() throws Exception {
        try (Conversation talk = new Conversation();
                SocketChannel client = SocketChannel.open(talk.address())) {
            client.close();
            QuickAcks.on(client);
            assertThat(client.isOpen()).isFalse();
        }
    }
}
