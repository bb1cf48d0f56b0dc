package dev.mooring.tyrus;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.Closed;
import dev.mooring.websocket.ConnectionException;
import dev.mooring.websocket.FailureClassifier;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.Verdict;
import jakarta.websocket.CloseReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of the failure table for close codes, from the bytes of the frame to what the session does. */
class CloseCodeTest {

    private final Recorder recorder = new Recorder();

    /** Closes the first connections as told, keeps those after them. */
    private static RawServer closing(int connections, int code, String reason) throws Exception {
        return RawServer.of(peer -> {
            peer.readRequest();
            peer.upgrade();
            if (peer.number() > connections) {
                peer.readUntilEnd();
            } else if (code == 1005) {
                peer.send(8, new byte[0]);
                peer.listen();
            } else {
                peer.sendClose(code, reason);
                peer.listen();
            }
        });
    }

    private void reopensAfter(int code, String reason) throws Exception {
        try (RawServer server = closing(1, code, reason);
                ResilientContainer container = Quick.container(recorder).build();
                ResilientSession session = container.connectToServer(recorder, server.uri())) {
            await().until(() -> recorder.opened.get() == 2 && session.isOpen());
            assertThat(recorder.closeCodes()).containsExactly(code);
            assertThat(recorder.events(Closed.class).get(0).code()).isEqualTo(code);
            assertThat(recorder.closed.get(0).getReasonPhrase()).isEqualTo(reason);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1001, 1011, 1012, 1013, 4000, 4999})
    void itIsTriedAgain(int code) throws Exception {
        reopensAfter(code, "because");
    }

    /** Tyrus reports an empty close frame as 1000, which would end the session. */
    @Test
    void anEmptyCloseFrameIs1005() throws Exception {
        reopensAfter(1005, "");
    }

    /** Tyrus reports a received 1014 as a protocol error of the peer, which would be fatal. */
    @Test
    void aBadGatewayIs1014() throws Exception {
        reopensAfter(1014, "");
    }

    @Test
    void a1000ThatSaysWhatTyrusSaysOfEmptyFramesIsStill1000() throws Exception {
        try (RawServer server = closing(1, 1000, "Normal closure.");
                ResilientContainer container = Quick.container(recorder).build();
                ResilientSession session = container.connectToServer(recorder, server.uri())) {
            assertThat(Quick.awaitEnd(session)).isNull();
            assertThat(session.state()).isEqualTo(SessionState.CLOSED);
            assertThat(recorder.closeCodes()).containsExactly(1000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1002, 1003, 1007, 1008, 1009, 1010})
    void itIsFatal(int code) throws Exception {
        try (RawServer server = closing(9, code, "because");
                ResilientContainer container = Quick.container(recorder).build();
                ResilientSession session = container.connectToServer(recorder, server.uri())) {
            assertThat(Quick.awaitEnd(session))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessage("closed by peer with " + code + " because");
            assertThat(session.state()).isEqualTo(SessionState.FAILED);
            assertThat(recorder.closeCodes()).containsExactly(code);
            assertThat(recorder.states()).endsWith(SessionState.FAILED);
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void expiredCredentialsAreRenewedOnce() throws Exception {
        try (RawServer server = closing(9, 4401, "token expired");
                ResilientContainer container = Quick.container(recorder).build();
                ResilientSession session = container.connectToServer(recorder, server.uri())) {
            assertThat(Quick.awaitEnd(session)).hasMessageContaining("4401");
            assertThat(server.accepted()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1012, 1013})
    void aDrainingServersHintIsObeyed(int code) throws Exception {
        try (RawServer other = RawServer.answering(n -> "");
                RawServer server = closing(1, code, "mooring;retry-ms=400;to=" + other.uri());
                ResilientContainer container = Quick.container(recorder).build();
                ResilientSession session = container.connectToServer(recorder, server.uri())) {
            await().until(() -> recorder.opened.get() == 2);
            assertThat(other.accepted()).isEqualTo(1);
            assertThat(server.accepted()).isEqualTo(1);
            assertThat(recorder.events(RetryScheduled.class).get(0).delay()).isBetween(ofMillis(400), ofMillis(450));
            assertThat(session.isOpen()).isTrue();
        }
    }

    @Test
    void aHintOfAnotherCodeIsNone() throws Exception {
        reopensAfter(4000, "mooring;retry-ms=600000;to=ws://127.0.0.1:1/");
    }

    @Test
    void controlCharactersInAReasonDoNotReachEvents() throws Exception {
        try (RawServer server = closing(9, 1008, "a\r\nforged \u001b[31mline");
                ResilientContainer container = Quick.container(recorder).build();
                ResilientSession session = container.connectToServer(recorder, server.uri())) {
            assertThat(Quick.awaitEnd(session).getMessage()).doesNotContain("\r", "\n", "\u001b");
            assertThat(recorder.events(Closed.class).get(0).reason()).doesNotContain("\r", "\n", "\u001b");
        }
    }

    @Test
    void theClassifierMayMakeACodeFatal() throws Exception {
        FailureClassifier mine = failure -> failure.closeCode() == 4403
                ? Verdict.fatal()
                : FailureClassifier.standard().classify(failure);
        try (RawServer server = closing(9, 4403, "");
                ResilientContainer container =
                        Quick.container(recorder).classifier(mine).build();
                ResilientSession session = container.connectToServer(recorder, server.uri())) {
            assertThat(Quick.awaitEnd(session)).hasMessageContaining("4403");
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void aRealServersCodeArrives() throws Exception {
        try (EchoServer server = EchoServer.start();
                ResilientContainer container = Quick.container(recorder).build();
                ResilientSession session = container.connectToServer(recorder, server.uri())) {
            await().until(() -> server.sessions.size() == 1);
            server.sessions.get(0).close(new CloseReason(CloseReason.CloseCodes.getCloseCode(4001), "move"));
            await().until(() -> recorder.opened.get() == 2);
            assertThat(recorder.closeCodes()).containsExactly(4001);
            await().until(() ->
                    server.closes.size() == 1 && server.handshakes.size() == 2 && server.sessions.size() == 1);
            server.sessions.get(0).close(new CloseReason(CloseReason.CloseCodes.VIOLATED_POLICY, "no"));
            assertThat(Quick.awaitEnd(session)).hasMessage("closed by peer with 1008 no");
        }
    }
}
