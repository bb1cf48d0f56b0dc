package dev.mooring.tyrus.netty;

import dev.mooring.websocket.Failure;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import org.glassfish.tyrus.spi.ClientEngine.ClientUpgradeInfo;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.ReadHandler;
import org.glassfish.tyrus.spi.UpgradeResponse;
import org.jspecify.annotations.Nullable;

/** One request of Tyrus's own client, and the connection it becomes. Tyrus runs on the strand that delivers, and nowhere else. */
final class ClientEngineLayer implements UpperLayer {

    private static final System.Logger LOG = System.getLogger(ClientEngineLayer.class.getName());

    private final Attempt attempt;
    private final Delivery delivery;
    private final FrameListener frames;
    private final Duration farewell;
    private final Runnable again;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile @Nullable Line line;
    private volatile @Nullable Connection connection;

    /** A peer may take {@code farewell} to read our close frame; {@code again} opens a line for the attempt's next request. */
    ClientEngineLayer(Attempt attempt, Delivery delivery, FrameListener frames, Duration farewell, Runnable again) {
        this.attempt = attempt;
        this.delivery = delivery;
        this.frames = frames;
        this.farewell = farewell;
        this.again = again;
    }

    void connectedBy(Line opening) {
        line = opening;
        attempt.connectedBy(opening);
    }

    private void end() {
        Line present = line;
        if (present != null) {
            present.abort();
        }
    }

    private void endLater() {
        Line present = line;
        if (present != null) {
            present.endLater(farewell);
        }
    }

    @Override
    public @Nullable ReadHandler upgraded(UpgradeResponse response, Outbound outbound) {
        if (answered.get() || attempt.isAborted()) {
            return null;
        }
        NettyWriter writer = new ClientEngineWriter(outbound, this::endLater);
        ClientUpgradeInfo info = attempt.engine.processResponse(response, writer, reason -> writer.close());
        answered.set(true);
        return switch (info.getUpgradeStatus()) {
            case SUCCESS -> open(info.createConnection());
            case ANOTHER_UPGRADE_REQUEST_REQUIRED -> {
                again.run();
                yield null;
            }
            case UPGRADE_REQUEST_FAILED -> null;
        };
    }

    private ReadHandler open(Connection made) {
        connection = made;
        frames.to(made.getReadHandler());
        return frame -> delivery.binary(frame, true);
    }

    @Override
    public void failed(Failure failure) {
        if (answered.compareAndSet(false, true) && !attempt.isAborted()) {
            IOException told = new IOException(failure.detail(), failure.cause());
            delivery.run(() -> tell(told));
        }
        end();
    }

    private void tell(IOException failure) {
        try {
            attempt.engine.processError(failure);
        } catch (IllegalStateException e) { // it takes the upgrade for done: a configurator threw at its end
            LOG.log(System.Logger.Level.WARNING, "an upgrade failed, of which Tyrus can no longer be told", failure);
        }
    }

    @Override
    public void socketClosed() {
        Connection present = connection;
        if (present == null) {
            failed(Failure.of(Failure.Kind.HANDSHAKE_BROKEN, "the connection broke during the upgrade", null));
        } else {
            delivery.run(() -> present.close(new CloseReason(CloseCodes.CLOSED_ABNORMALLY, null)));
        }
    }

    @Override
    public void breakOff(CloseReason reason) {
        Connection present = connection;
        if (present != null) {
            delivery.run(() -> present.close(reason));
        }
    }

    /** Its interface has no place for one. */
    @Override
    public boolean shortWay() {
        return false;
    }

    /** Tyrus sees to that by itself. */
    @Override
    public boolean isEnding() {
        return false;
    }

    /** Tyrus's own limit is one for frames. */
    @Override
    public IntSupplier longestFrame(IntSupplier limit) {
        return limit;
    }
}
