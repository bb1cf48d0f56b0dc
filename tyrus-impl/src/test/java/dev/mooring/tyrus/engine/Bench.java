package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.tyrus.transport.Connection;
import dev.mooring.tyrus.transport.ConnectionListenerAdapter;
import dev.mooring.websocket.DropReason;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.SendOptions;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.SendHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A sender on its own, and connections to hand it. */
final class Bench implements Sender.Owner {

    final World world = new World();
    final List<DropReason> dropped = new CopyOnWriteArrayList<>();
    final List<Connection> broken = new CopyOnWriteArrayList<>();
    final Sender sender;
    Runnable whenDropped = () -> {};
    Runnable whenBroken = () -> {};
    private long epoch;

    Bench(Outbox outbox, Duration sendTimeout) {
        this(outbox, sendTimeout, Runnable::run);
    }

    Bench(Outbox outbox, Duration sendTimeout, Executor executor) {
        world.executor = executor;
        sender = new Sender(world.container().workshop(), outbox, sendTimeout, new Figures(), this);
    }

    Bench() {
        this(Outbox.defaults(), Duration.ofSeconds(10));
    }

    /** A new connection; the outbox flows. */
    FakeConnection connect() {
        return connect(FakeConnection.Writing.AT_ONCE);
    }

    FakeConnection connect(FakeConnection.Writing writing) {
        FakeConnection connection = connection();
        connection.writing = writing;
        sender.opening(connection, ++epoch);
        sender.opened();
        return connection;
    }

    void disconnect() {
        sender.detach(epoch);
    }

    void send(String text) {
        send(text, SendOptions.NONE, null);
    }

    void send(String text, @Nullable SendHandler completion) {
        send(text, SendOptions.NONE, completion);
    }

    void send(String text, SendOptions options, @Nullable SendHandler completion) {
        Object message = Remote.onTheWire(text);
        sender.send(message, Remote.size(message), options, completion);
    }

    static FakeConnection connection() {
        ConnectRequest request = new ConnectRequest(
                World.HOME,
                Map.of(),
                ClientEndpointConfig.Builder.create().build(),
                null,
                true,
                null,
                false,
                Duration.ofSeconds(10),
                () -> 1024);
        return new FakeConnection(request, new Deaf());
    }

    @Override
    public void dropped(DropReason reason, long bytes) {
        dropped.add(reason);
        whenDropped.run();
    }

    @Override
    public void writeFailed(Connection connection, Throwable failure) {
        broken.add(connection);
        whenBroken.run();
    }

    @Override
    public void callbackFailed(Throwable failure) {
        throw new AssertionError("there is no application here", failure);
    }

    /** Hears nothing. */
    private static final class Deaf extends ConnectionListenerAdapter {}
}
