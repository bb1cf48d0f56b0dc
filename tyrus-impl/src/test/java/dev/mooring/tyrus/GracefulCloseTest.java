package dev.mooring.tyrus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import org.junit.jupiter.api.Test;

class GracefulCloseTest {

    /** A socket closed with unread data resets the connection: then the peer loses what it had not read yet. */
    @Test
    void whatWasSentBeforeCloseArrivesAlsoWhenThePeerSendsMeanwhile() throws Exception {
        int messages = 2_000;
        String text = "x".repeat(1_000);
        try (EchoServer server = EchoServer.start();
                ResilientContainer container = Quick.container().build()) {
            for (int round = 1; round <= 3; round++) {
                ResilientSession session = container.connectToServer(new Recorder(), server.uri());
                for (int i = 0; i < messages; i++) {
                    session.getAsyncRemote().sendText(text);
                }
                await().until(() -> session.bufferedAmount() == 0); // close() does not wait longer than a second for it
                session.close();
                Quick.awaitEnd(session);
                int expected = round * messages;
                await().untilAsserted(() -> assertThat(server.received).hasSize(expected));
            }
            assertThat(server.closes).allMatch(reason -> reason.getCloseCode().getCode() == 1000);
        }
    }
}
