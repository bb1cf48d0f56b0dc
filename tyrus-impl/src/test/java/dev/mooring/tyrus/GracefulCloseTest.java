package dev.mooring.tyrus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import jakarta.websocket.CloseReason.CloseCodes;
import org.junit.jupiter.api.Test;

class GracefulCloseTest {

    private static final int MESSAGES = 2_000;
    private static final int ENOUGH = 3;
    private static final int TRIES = 20;

    /**
     * A socket closed with unread data resets the connection: then the peer loses what it had not read yet, the close frame too. So it
     * does where it reads for longer than {@code close()} waits, a second, which may be so for once on a busy machine.
     */
    @Test
    void whatWasSentBeforeCloseArrivesAlsoWhenThePeerSendsMeanwhile() throws Exception {
        String text = "x".repeat(1_000);
        int read = 0;
        try (EchoServer server = EchoServer.start();
                ResilientContainer container = Quick.container().build()) {
            for (int i = 0; i < TRIES && read < ENOUGH; i++) {
                server.received.clear();
                server.closes.clear();
                ResilientSession session = container.connectToServer(new Recorder(), server.uri());
                for (int j = 0; j < MESSAGES; j++) {
                    session.getAsyncRemote().sendText(text);
                }
                await().until(() -> session.bufferedAmount() == 0); // nor does it wait longer than a second for that
                session.close();
                Quick.awaitEnd(session);
                await().until(() -> server.closes.size() == 1);
                if (server.closes.get(0).getCloseCode() == CloseCodes.NORMAL_CLOSURE) {
                    assertThat(server.received.size()).isEqualTo(MESSAGES);
                    read++;
                }
            }
        }
        assertThat(read).as("connections that were read to their end").isEqualTo(ENOUGH);
    }
}
