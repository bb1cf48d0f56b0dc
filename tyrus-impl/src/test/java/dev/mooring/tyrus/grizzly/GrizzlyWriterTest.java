package dev.mooring.tyrus.grizzly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.core.Conversation;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class GrizzlyWriterTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void whoWritesButControlFramesIsInNoConversation() throws Exception {
        TCPNIOTransport transport = TCPNIOTransportBuilder.newInstance().build();
        transport.setProcessor(
                FilterChainBuilder.stateless().add(new TransportFilter()).build());
        transport.start();
        try (Conversation talk = new Conversation()) {
            NIOConnection connection =
                    (NIOConnection) transport.connect(talk.address()).get(10, TimeUnit.SECONDS);
            SocketChannel channel = (SocketChannel) connection.getChannel();
            GrizzlyWriter writer = new GrizzlyWriter(connection, null, null);
            talk.begin(() -> write(writer, 0x81), () -> Conversation.acknowledgesAtOnce(channel));
            talk.ask();
            write(writer, 0x8A);
            assertThat(Conversation.acknowledgesAtOnce(channel)).isTrue();
        } finally {
            transport.shutdownNow();
        }
    }

    private static void write(GrizzlyWriter writer, int firstByte) throws Exception {
        CompletableFuture<Void> written = new CompletableFuture<>();
        writer.write(ByteBuffer.wrap(new byte[] {(byte) firstByte, 0}), new CompletionHandler<>() {
            @Override
            public void completed(ByteBuffer frame) {
                written.complete(null);
            }
        });
        written.get(10, TimeUnit.SECONDS);
    }
}
