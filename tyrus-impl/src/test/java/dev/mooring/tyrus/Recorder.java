package dev.mooring.tyrus;

import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.SessionListener;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.StateChanged;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An endpoint that remembers all that is told to it, and, as the container's listener, all events. */
@ClientEndpoint
public class Recorder implements SessionListener {

    final AtomicInteger opened = new AtomicInteger();
    final List<String> received = new CopyOnWriteArrayList<>();
    final List<ByteBuffer> binary = new CopyOnWriteArrayList<>();
    final List<CloseReason> closed = new CopyOnWriteArrayList<>();
    final List<Throwable> errors = new CopyOnWriteArrayList<>();
    final List<SessionEvent> events = new CopyOnWriteArrayList<>();
    private final Action whenOpen;

    /** What {@code @OnOpen} does besides. */
    interface Action {
        void on(ResilientSession session) throws Exception;
    }

    public Recorder() {
        this(session -> {});
    }

    Recorder(Action whenOpen) {
        this.whenOpen = whenOpen;
    }

    @OnOpen
    public void open(ResilientSession session) throws Exception {
        opened.incrementAndGet();
        whenOpen.on(session);
    }

    @OnMessage
    public void text(String message) {
        received.add(message);
    }

    @OnMessage
    public void binary(ByteBuffer message) {
        binary.add(message);
    }

    @OnClose
    public void close(CloseReason reason) {
        closed.add(reason);
    }

    @OnError
    public void error(Throwable failure) {
        errors.add(failure);
    }

    @Override
    public void onEvent(SessionEvent event) {
        events.add(event);
    }

    <E extends SessionEvent> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The codes that {@code @OnClose} was called with. */
    List<Integer> closeCodes() {
        return closed.stream().map(reason -> reason.getCloseCode().getCode()).toList();
    }

    /** The states entered, in order. */
    List<SessionState> states() {
        return events(StateChanged.class).stream().map(StateChanged::to).toList();
    }
}
