package dev.mooring.cli.serve;

import dev.mooring.server.session.ServerSession;
import dev.mooring.server.topic.Topic;
import dev.mooring.websocket.SendOptions;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * One client. Echoes are written before the next message is read: a client that does not read is not read from either,
 * instead of filling our memory. Public, because Tyrus calls it by reflection.
 */
public final class EchoEndpoint extends Endpoint {

    private static final int MAX_MESSAGE = 64 << 20;

    private final Handling handling;
    private final Set<Session> open;

    EchoEndpoint(Handling handling, Set<Session> open) {
        this.handling = handling;
        this.open = open;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.setMaxIdleTimeout(-1);
        session.setMaxTextMessageBufferSize(MAX_MESSAGE);
        session.setMaxBinaryMessageBufferSize(MAX_MESSAGE);
        session.addMessageHandler(String.class, new Texts(session));
        session.addMessageHandler(ByteBuffer.class, new Binaries(session));
        if (handling.answer() == Handling.Answer.EVERYONE) {
            topic(session).join(session);
        }
        open.add(session);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        open.remove(session);
    }

    private static Topic topic(Session session) {
        return ((ServerSession) session).topics().topic(session.getRequestURI().getPath());
    }

    private final class Texts implements MessageHandler.Whole<String> {
        private final Session session;

        Texts(Session session) {
            this.session = session;
        }

        @Override
        public void onMessage(String text) {
            handling.received(text);
            switch (handling.answer()) {
                case NOBODY -> {}
                case SENDER -> written(() -> session.getBasicRemote().sendText(text));
                case EVERYONE -> topic(session).publish(text);
            }
        }
    }

    private final class Binaries implements MessageHandler.Whole<ByteBuffer> {
        private final Session session;

        Binaries(Session session) {
            this.session = session;
        }

        @Override
        public void onMessage(ByteBuffer data) {
            handling.received(data);
            switch (handling.answer()) {
                case NOBODY -> {}
                case SENDER -> written(() -> session.getBasicRemote().sendBinary(data));
                case EVERYONE -> topic(session).publish(data, SendOptions.NONE);
            }
        }
    }

    private interface Write {
        void run() throws IOException;
    }

    private static void written(Write echo) {
        try {
            echo.run();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
