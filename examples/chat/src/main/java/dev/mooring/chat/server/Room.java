package dev.mooring.chat.server;

import dev.mooring.chat.Line;
import dev.mooring.server.session.ServerSession;
import dev.mooring.server.topic.Topic;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.EncodeException;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Objects;

/** A room: what one says, all hear, in one order. */
@ServerEndpoint(value = "/chat/{room}", configurator = RoomConfigurator.class, decoders = LineCodec.class)
public final class Room {

    private final LineCodec codec = new LineCodec();

    /** Made by the container, one for each connection. */
    public Room() {}

    /** Somebody comes in. */
    @OnOpen
    public void open(ServerSession session, @PathParam("room") String room) throws EncodeException {
        if (!session.isResumed()) { // else it has never left, and missed nothing
            topic(session, room).join(session);
            say(session, room, new Line("", name(session) + " is here"));
        }
    }

    /** Somebody says something. */
    @OnMessage
    public void line(Line line, ServerSession session, @PathParam("room") String room) throws EncodeException {
        say(session, room, new Line(name(session), line.text));
    }

    /** Somebody leaves on purpose; who was merely cut off is expected back. */
    @OnClose
    public void close(ServerSession session, CloseReason reason, @PathParam("room") String room)
            throws EncodeException {
        if (reason.getCloseCode() == CloseCodes.NORMAL_CLOSURE) {
            say(session, room, new Line("", name(session) + " has left"));
        }
    }

    private void say(ServerSession session, String room, Line line) throws EncodeException {
        topic(session, room).publish(line, codec);
    }

    private static Topic topic(ServerSession session, String room) {
        return session.topics().topic("room/" + room);
    }

    private static String name(ServerSession session) {
        return Objects.requireNonNull(session.getUserPrincipal()).getName();
    }
}
